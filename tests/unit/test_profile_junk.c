/*
 * What costs nothing shows nothing: imports that nobody uses, comments and texts that speak of all
 * that is asked. In every ecosystem, over every row of a capability.
 */
#include <string.h>

#include "done/profile.h"
#include "support.h"

/* clang-format off */
static const struct {
	const char *ecosystem, *path, *text;
} junk[] = {
	{"go", "main.go",
	 "package main\n"
	 "import (\n"
	 "	_ \"github.com/go-playground/validator/v10\"\n"
	 "	_ \"github.com/prometheus/client_golang/prometheus\"\n"
	 "	_ \"go.uber.org/zap\"\n"
	 "	_ \"github.com/alexliesenfeld/health\"\n"
	 "	_ \"github.com/go-chi/httprate\"\n"
	 ")\n"
	 "// slog.Info(\"x\") http.StatusBadRequest \"/healthz\" promhttp.Handler() %w\n"
	 "func main() {\n"
	 "	_ = 1\n"
	 "}\n"},
	{"node", "index.js",
	 "import 'zod'\n"
	 "import winston from 'winston'\n"
	 "const prom = require('prom-client')\n"
	 "// app.get('/healthz'); schema.parse(x); logger.info(); res.status(400) res.status(422)\n"
	 "const x = \"res.status(400).json(); logger.info('x')\"\n"},
	{"python", "app.py",
	 "\"\"\"logger.info('x') @app.route('/health') abort(400) abort(422)\"\"\"\n"
	 "import structlog\n"
	 "from pydantic import BaseModel\n"
	 "import prometheus_client\n"
	 "from opentelemetry import trace, metrics\n"
	 "# logger.info(\"x\")\n"
	 "x = 'logging.info(\"x\") raise HTTPException(status_code=500)'\n"},
	{"jvm", "App.java",
	 "import javax.validation.Valid;\n"
	 "import org.slf4j.Logger;\n"
	 "import org.slf4j.LoggerFactory;\n"
	 "import io.micrometer.core.instrument.MeterRegistry;\n"
	 "import org.springframework.boot.actuate.health.HealthIndicator;\n"
	 "/* @Valid log.info(\"x\") \"/health\" */\n"
	 "class App { private static final Logger log = LoggerFactory.getLogger(App.class); String s = \"@Valid log.info()\"; }\n"},
	{"dotnet", "Program.cs",
	 "using Serilog;\n"
	 "using FluentValidation;\n"
	 "using System.ComponentModel.DataAnnotations;\n"
	 "// Log.Information(\"x\"); app.MapHealthChecks(\"/health\"); [Required]\n"
	 "var s = \"Log.Information(x); AddHealthChecks()\";\n"},
	{"rust", "main.rs",
	 "use tracing::info;\n"
	 "use validator::Validate;\n"
	 "use prometheus::{Counter, Registry};\n"
	 "// info!(\"x\") \"/healthz\" StatusCode::BAD_REQUEST\n"
	 "fn main() { let s = \"info!()\"; }\n"},
	{"php", "index.php",
	 "<?php\n"
	 "use Illuminate\\Support\\Facades\\Log;\n"
	 "use Illuminate\\Http\\Request;\n"
	 "// Log::info('x'); $request->validate([]); Route::get('/health')\n"
	 "/** #[Assert\\NotBlank] */\n"},
	{"ruby", "app.rb",
	 "require 'dry/validation'\n"
	 "require 'logger'\n"
	 "# logger.info 'x'; get '/health'; validates :x\n"},
	{"elixir", "app.ex",
	 "defmodule App do\n"
	 "  require Logger\n"
	 "  alias Plug.ErrorHandler\n"
	 "  import Ecto.Changeset\n"
	 "  @moduledoc \"Logger.info validate_required get \\\"/health\\\"\"\n"
	 "  # Logger.info(\"x\")\n"
	 "end\n"},
	{"cpp", "main.cpp",
	 "#include <spdlog/spdlog.h>\n"
	 "#include <httplib.h>\n"
	 "#include <prometheus/counter.h>\n"
	 "// spdlog::info(\"x\"); svr.Get(\"/healthz\")\n"
	 "int main() { const char *s = \"spdlog::info()\"; }\n"},
};
/* clang-format on */

static void try_rows(struct done_arena *arena, const struct done_ecosystem *ecosystem,
    struct done_source *source, const struct done_row_group *group)
{
	for (size_t i = 0; i < group->rows.nr; i++) {
		const struct done_row *row = &group->rows.items[i];
		struct done_row_match match;
		struct done_error err = {0};

		assert_success(
		    done_row_in_source(arena, ecosystem, row, source, &match, &err), err);
		if (match.nr)
			fail_msg("%s: %s is met by line %d of the file: %s:%d: %s", ecosystem->id,
			    group->name, row->place.line, source->path, match.line, match.match);
	}
}

static void test_junk__meets_nothing(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	assert_int_equal(DONE_ARRAY_SIZE(junk), ecosystems.nr);
	for (size_t i = 0; TEST_EACH(junk, i, junk[i].ecosystem); i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(&ecosystems, junk[i].ecosystem);
		struct done_bytes text = {junk[i].text, strlen(junk[i].text)};
		struct done_source source;

		done_source_make(&arena, ecosystem, junk[i].path, text, &source);
		for (size_t j = 0; j < ecosystem->capabilities.nr; j++)
			try_rows(&arena, ecosystem, &source, &ecosystem->capabilities.items[j]);
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_junk__meets_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
