/* config/deployments.yml: which file is read by which reader. */
#include "support.h"

#include "policy/ecosystem_parts.h"

static const struct {
	const char *path, *reader; /* NULL: none */
} found[] = {
    {"Dockerfile", "dockerfile"},
    {"src/cart/Dockerfile", "dockerfile"},
    {"build/Dockerfile.prod", "dockerfile"},
    {"Dockerfile-web", "dockerfile"},
    {"docker/web.Dockerfile", "dockerfile"},
    {"docker/web.dockerfile", "dockerfile"},
    {"Containerfile", "dockerfile"},
    {"Dockerfile.dockerignore", NULL},
    {"Dockerfile.md", NULL},
    {"docker-compose.yml", "compose"},
    {"compose.yaml", "compose"},
    {"deploy/docker-compose.prod.yaml", "compose"},
    {"compose.full.yaml", "compose"},
    {"docker-compose-dev.yml", "compose"},
    {"charts/cart/Chart.yaml", "helm-chart"},
    {"charts/cart/values.yaml", "helm-values"},
    {"charts/cart/values-prod.yaml", "helm-values"},
    {"charts/cart/templates/deployment.yaml", "kubernetes"},
    {"k8s/cart.yml", "kubernetes"},
    {"Procfile", "procfile"},
    {"infra/modules/web/main.tf", "terraform"},
    {"infra/web.bicep", "bicep"},
    {"cdk/lib/mail.ts", "cdk"},
    {"packages/infra/mail/queue.py", "cdk"},
    {"lib/mail-stack.ts", "cdk"},
    {"cdk/lib/mail.test.ts", NULL},
    {"lib/mail.ts", NULL},
    {"deploy/shop.nomad.hcl", "nomad"},
    {"manifest.yml", "cloud-foundry"},
    {"deploy/manifest-prod.yml", "cloud-foundry"},
    {"copilot/web/manifest.yml", "copilot"},
    {"config/deploy.yml", "kamal"},
    {"functions/firebase.json", "firebase"},
    {".do/app.yaml", "digitalocean"},
    {"task-definition.json", "ecs"},
    {"package.json", NULL},
    {"README.md", NULL},
    {"main.go", NULL},
    {"Kustomization", "kustomize"},
    {"web-compose.yml", "compose"},
    {"mtad.yaml", "cloud-foundry"},
    {"scripts/docker-push.sh", "commands"},
    {"Tiltfile.dev", "tiltfile"},
    {"deploy/supervisor/web.ini", "supervisor"},
    {"AppHost/Program.cs", "aspire"},
    {"k8s/cart.yml.j2", "kubernetes"},
    {"cart.conf.tpl", NULL},
    {"deploy/k8s/cart.conf.tpl", "kubernetes"},
    {"ecosystem.config.js", "pm2"},
    {"api/pm2.json", "pm2"},
    {"src/ecosystem.ts", NULL},
};

static void test_deployments__finds_the_reader_of_a_path(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_deployment_forms forms;

	(void)state;
	assert_success(done_deployment_forms_load(&arena, &forms, &err), err);
	for (size_t i = 0; TEST_EACH(found, i, found[i].path); i++) {
		const struct done_deployment_forms all = {forms.items, forms.nr, NULL};
		const struct done_deployment_reader *reader =
		    done_deployment_form_find(&forms, found[i].path);
		const char *name = reader ? reader->name : "none";

		/* The sieve leaves out no row that would match. */
		assert_non_null(forms.sieve);
		assert_ptr_equal(reader, done_deployment_form_find(&all, found[i].path));
		if (strcmp(name, found[i].reader ? found[i].reader : "none") != 0)
			fail_msg("%s is read by %s", found[i].path, name);
	}
	done_arena_release(&arena);
}

/* A reader that no row names is never used. */
static void test_deployments__every_reader_has_a_row(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_deployment_forms forms;

	(void)state;
	assert_success(done_deployment_forms_load(&arena, &forms, &err), err);
	for (size_t i = 0; i < done_deployment_readers_nr; i++) {
		bool used = false;
		for (size_t j = 0; j < forms.nr; j++)
			used = used || forms.items[j].reader == done_deployment_readers[i];
		if (!used)
			fail_msg("no row names the reader '%s'", done_deployment_readers[i]->name);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(
			    done_deployment_readers[j]->name, done_deployment_readers[i]->name);
		assert_non_null(done_deployment_readers[i]->summary);
	}
	done_arena_release(&arena);
}

static const struct {
	const char *text, *message, *cure;
	int line, column;
} refused[] = {
    {"deployments: [{glob: Dockerfile, reader: dockerfle}]",
        "unknown reader of deployments 'dockerfle'", "did you mean 'dockerfile'?", 1, 42},
    {"deployments:\n  - {glob: a, reader: zzzzzz}", "unknown reader of deployments 'zzzzzz'",
        "kubernetes", 2, 23},
    {"deployments:\n  - {glob: a}", "reader", "", 2, 5},
    {"deployments:\n  - {reader: compose}", "glob", "", 2, 5},
    {"deployments:\n  - {glob: a, reader: compose, more: 1}", "more", "", 2, 32},
    {"deployments:\n  - {glob: '[a', reader: compose}", "", "", 2, 12},
    {"deployments: {glob: a}", "'deployments' must be a list", "write 'deployments: [", 1, 14},
    {"deployment: []", "deployment", "deployments", 1, 1},
    {"[]", "'deployments' must be a list", "", 1, 1},
};

static void test_deployments__refuses_what_is_not_right(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(refused, i, refused[i].text); i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_deployment_forms forms = {0};
		struct done_bytes bytes = {refused[i].text, strlen(refused[i].text)};

		done_deployment_forms_parse(&arena, bytes, "d.yml", &forms, &err);
		assert_error(err, DONE_E_POLICY, refused[i].message);
		if (!strstr(err.cure, refused[i].cure) || err.line != refused[i].line ||
		    err.column != refused[i].column)
			fail_msg("row %zu: %d:%d: %s (%s)", i, err.line, err.column, err.message,
			    err.cure);
		assert_null(forms.items);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_deployments__finds_the_reader_of_a_path),
	    cmocka_unit_test(test_deployments__every_reader_has_a_row),
	    cmocka_unit_test(test_deployments__refuses_what_is_not_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
