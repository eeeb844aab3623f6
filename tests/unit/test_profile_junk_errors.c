/*
 * What handles no error: what is swallowed, thrown again untold, failing starts, batches of which
 * nothing is told. No row of error-handling is met by it, however a worker is written.
 */
#include <string.h>

#include "done/profile.h"
#include "support.h"

/* clang-format off */
static const struct {
	const char *name, *ecosystem, *path, *text;
} junk[] = {
	{"go: a failing start", "go", "main.go",
	 "package main\nfunc main() {\n\tif err := run(); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n"},
	{"go: logged and acknowledged", "go", "main.go",
	 "package main\nfunc on(d amqp.Delivery) {\n\tif err := f(d); err != nil {\n\t\tlog.Println(\"failed\", err)\n\t}\n\td.Ack(false)\n}\n"},
	{"go: an empty batch of failures", "go", "main.go",
	 "package main\nfunc h(e events.SQSEvent) (events.SQSEventResponse, error) {\n"
	 "\treturn events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}, nil\n}\n"},
	{"node: swallowed", "node", "index.js",
	 "exports.handler = async (event) => {\n  for (const r of event.Records) {\n    try { await f(r) } catch (e) {}\n  }\n}\n"},
	{"node: logged and gone on", "node", "index.js",
	 "exports.handler = async (event) => {\n  for (const r of event.Records) {\n    try { await f(r) } catch (e) { console.log('failed', e) }\n  }\n"
	 "  return { batchItemFailures: [] }\n}\n"},
	{"node: thrown again untold", "node", "index.js",
	 "exports.handler = async (event) => {\n  for (const r of event.Records) {\n    try { await f(r) } catch (e) { throw e }\n  }\n}\n"},
	{"node: a server that throws on", "node", "index.ts",
	 "app.get('/a', async (req, res) => {\n  try { res.json(await f()) } catch (e) { console.log(e); throw e }\n})\n"},
	{"node: a failing start", "node", "index.ts",
	 "async function main() {\n  await createServer().listen(1)\n}\nmain().catch((e) => { console.error(e); process.exit(1) })\n"},
	{"node: a start that is tried", "node", "index.ts",
	 "async function main() {\n  try { await db.connect(); app.listen(1) } catch (e) { console.error(e); process.exit(1) }\n}\nmain()\n"},
	{"node: bad input is counted", "node", "index.ts",
	 "if (errors.length > 0) {\n  throw new Error(errors.join())\n}\n"},
	{"node: a script that ends", "node", "scripts/fill.js",
	 "async function main() {\n  try { await f() } catch (e) { console.error(e); process.exit(1) } finally { await db.close() }\n}\nmain()\n"},
	{"node: failures of a metric", "node", "index.js",
	 "try { f() } catch (e) { Metrics.inc('used', { status: 'failure' }) }\n"},
	{"python: swallowed", "python", "app.py",
	 "def lambda_handler(event, context):\n    try:\n        f(event)\n    except Exception:\n        pass\n"},
	{"python: logged and gone on", "python", "app.py",
	 "def on(message):\n    try:\n        f(message)\n    except Exception as e:\n        log.error('status=failed %s', e)\n    message.ack()\n"},
	{"python: an empty batch of failures", "python", "app.py",
	 "def lambda_handler(event, context):\n    batch_item_failures = []\n    return {'batchItemFailures': batch_item_failures}\n"},
	{"python: a client of others", "python", "app.py",
	 "def get(u):\n    r = requests.get(u)\n    r.raise_for_status()\n    return r.json()\n"},
	{"python: an API that lets others fail", "python", "app.py",
	 "def lambda_handler(event, context):\n    r = requests.get(U)\n    r.raise_for_status()\n    return {'statusCode': 200, 'body': r.text}\n"},
	{"jvm: swallowed", "jvm", "A.java",
	 "import org.springframework.kafka.annotation.KafkaListener;\n"
	 "class A { @KafkaListener void on(M m) { try { f(m); } catch (Exception e) { } } }\n"},
	{"jvm: logged and acknowledged", "jvm", "A.java",
	 "import org.springframework.kafka.annotation.KafkaListener;\n"
	 "class A { @KafkaListener void on(M m, Acknowledgment a) { try { f(m); } catch (Exception e) { log.error(\"FAILED\", e); } a.acknowledge(); } }\n"},
	{"jvm: thrown again untold", "jvm", "A.java",
	 "import com.amazonaws.services.lambda.runtime.events.SQSEvent;\n"
	 "class A { Void h(SQSEvent q) { try { f(q); } catch (Exception e) { throw e; } } }\n"},
	{"jvm: an empty batch of failures", "jvm", "A.java",
	 "class A { SQSBatchResponse h(SQSEvent q) { List<SQSBatchResponse.BatchItemFailure> l = new ArrayList<>(); return new SQSBatchResponse(l); } }\n"},
	{"dotnet: a failing start", "dotnet", "Program.cs",
	 "class P { static int Main() { try { Build().Run(); return 0; } catch (Exception e) { Log.Fatal(e, \"Failed\"); Environment.Exit(1); return 1; } } }\n"},
	{"dotnet: a worker that goes on", "dotnet", "W.cs",
	 "class W : BackgroundService { async Task R() { try { await F(); } catch (Exception e) { log.LogError(e, \"Failed\"); } } }\n"},
	{"dotnet: thrown again untold", "dotnet", "F.cs",
	 "using Amazon.Lambda.SQSEvents;\nclass F { async Task H(SQSEvent q) { try { await G(q); } catch (Exception) { throw; } } }\n"},
	{"dotnet: an exception of a name", "dotnet", "F.cs",
	 "class F { void H() { try { G(); } catch (Exception e) { throw new MarkingFailedException(e); } } }\n"},
	{"rust: logged and gone on", "rust", "main.rs",
	 "fn f() { match g() { Ok(x) => h(x), Err(e) => { error!(\"{e}\"); } } }\n"},
	{"rust: logged and left out", "rust", "main.rs",
	 "fn f() -> Option<X> { match g() { Ok(x) => Some(x), Err(e) => { warn!(\"{e}\"); None } } }\n"},
	{"rust: a setting is refused", "rust", "config.rs",
	 "fn f() -> Result<(), ConfigError> { if a { return Err(ConfigError::A); } Err(ConfigError::B) }\n"},
	{"rust: unwrapped", "rust", "main.rs", "fn main() { run().unwrap(); f().expect(\"failed\"); }\n"},
	{"php: logged and gone on", "php", "Job.php",
	 "<?php class J implements ShouldQueue { function handle() { try { f(); } catch (E $e) { Log::error('failed'); } } }\n"},
	{"ruby: swallowed", "ruby", "job.rb",
	 "class J\n  def perform\n    f\n  rescue StandardError => e\n    logger.error('status: failed')\n  end\nend\n"},
	{"elixir: acknowledged whatever comes", "elixir", "c.ex",
	 "def on(m) do\n  try do\n    f(m)\n  rescue\n    e -> Logger.error(inspect(e))\n  end\n  Basic.ack(c, t)\nend\n"},
	{"cpp: swallowed", "cpp", "main.cpp",
	 "int main() { try { run(); } catch (const std::exception &e) { std::cerr << e.what(); } channel.ack(t); }\n"},
};
/* clang-format on */

static void errors_leave(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    struct done_source *source, const struct done_row_group *group)
{
	for (size_t i = 0; i < group->rows.nr; i++) {
		const struct done_row *row = &group->rows.items[i];
		struct done_row_match match;
		struct done_error err = {0};

		assert_success(
		    done_row_in_source(arena, ecosystem, row, source, &match, &err), err);
		if (match.nr >= (size_t)row->count)
			fail_msg("%s: line %d of %s.yml is met by line %d: %s", source->path,
			    row->place.line, ecosystem->id, match.line, match.match);
	}
}

static void test_unhandled_errors__meet_nothing(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	for (size_t i = 0; TEST_EACH(junk, i, junk[i].name); i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(&ecosystems, junk[i].ecosystem);
		struct done_bytes text = {junk[i].text, strlen(junk[i].text)};
		struct done_source source;
		size_t nr = 0;

		done_source_make(&arena, ecosystem, junk[i].path, text, &source);
		for (size_t j = 0; j < ecosystem->capabilities.nr; j++) {
			if (strcmp(ecosystem->capabilities.items[j].name, "error-handling") != 0)
				continue;
			nr++;
			errors_leave(&arena, ecosystem, &source, &ecosystem->capabilities.items[j]);
		}
		assert_int_equal(nr, 1);
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_unhandled_errors__meet_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
