/* Manifests of Rust, PHP, Ruby, Elixir, C++: their manifests. */
#include "manifests.h"

static const struct manifest_row others_rows[] = {
    {"cargo", "Cargo.toml",
        ("[package]\n"
         "name = \"orders\"\n"
         "version = \"0.3.0\"\n"
         "edition = \"2021\"\n"
         "default-run = \"server\"\n"
         "autobins = false\n"
         "\n"
         "[lib]\n"
         "[[bin]]\n"
         "name = \"server\"\n"
         "path = \"src/bin/server.rs\"\n"
         "[[bin]]\n"
         "name = \"worker\"\n"
         "\n"
         "[workspace]\n"
         "members = [\"crates/*\", \"./tools\"]\n"
         "exclude = [\"crates/old\"]\n"
         "[workspace.dependencies]\n"
         "money = { path = \"crates/money\" }\n"
         "serde = \"1\"\n"
         "\n"
         "[dependencies]\n"
         "axum = \"0.7\"\n"
         "money.workspace = true\n"
         "kit = { path = \"../kit\", version = \"1\" }\n"
         "renamed = { package = \"real-name\", version = \"2\" }\n"
         "[dev-dependencies]\n"
         "insta = \"1\"\n"
         "[build-dependencies]\n"
         "tonic-build = \"0.11\"\n"
         "[target.'cfg(unix)'.dependencies]\n"
         "nix = \"0.28\"\n"),
        ("name orders\n"
         "run axum 0.7 :23\n"
         "run money workspace :24\n"
         "run kit 1 at ../kit :25\n"
         "run real-name 2 :26\n"
         "test insta 1 :28\n"
         "build tonic-build 0.11 :30\n"
         "run nix 0.28 :32\n"
         "member crates/*\n"
         "member tools\n"
         "member !crates/old\n"
         "package = orders :2\n"
         "version = 0.3.0 :3\n"
         "edition = 2021 :4\n"
         "default-run = server :5\n"
         "autobins = false :1\n"
         "lib = src/lib.rs :8\n"
         "target.bin = server src/bin/server.rs :9\n"
         "target.bin = worker :12\n"
         "workspace = true :15\n"
         "workspace-path = money crates/money :19\n")},
    {"cargo", "Cargo.toml",
        ("[workspace]\n"
         "members = [\"a\"]\n"),
        ("name -\n"
         "member a\n"
         "workspace = true :1\n")},
    {"composer", "composer.json",
        ("{\n"
         "  \"name\": \"acme/shop\", \"type\": \"project\",\n"
         "  \"require\": {\"php\": \"^8.2\", \"ext-json\": \"*\", \"laravel/framework\": "
         "\"^11.0\", \"acme/money\": \"@dev\"},\n"
         "  \"require-dev\": {\"phpunit/phpunit\": \"^11\"},\n"
         "  \"repositories\": [{\"type\": \"path\", \"url\": \"../money\"}, {\"type\": \"vcs\", "
         "\"url\": \"x\"}],\n"
         "  \"autoload\": {\"psr-4\": {\"App\\\\\": \"app/\", \"Db\\\\\": [\"db/\", "
         "\"seed/\"]}},\n"
         "  \"scripts\": {\"start\": \"php artisan serve\", \"check\": [\"a\", \"b\"]},\n"
         "  \"bin\": [\"bin/shop\"]\n"
         "}\n"),
        ("name acme/shop\n"
         "run laravel/framework ^11.0 :3\n"
         "run acme/money @dev :3\n"
         "build phpunit/phpunit ^11 :4\n"
         "member ../money\n"
         "type = project :2\n"
         "bin = bin/shop :8\n"
         "script.start = php artisan serve :7\n"
         "script.check = a :7\n"
         "script.check = b :7\n"
         "source = app/ :6\n"
         "source = db/ :6\n"
         "source = seed/ :6\n"
         "platform = php ^8.2 :3\n"
         "platform = ext-json * :3\n")},
    {"gemfile", "Gemfile",
        ("# frozen_string_literal: true\n"
         "source \"https://rubygems.org\"\n"
         "ruby \"3.3.1\"\n"
         "\n"
         "gem \"rails\", \"~> 7.1\"\n"
         "gem 'puma', '>= 6', require: false\n"
         "gem \"money\", path: \"../money\"\n"
         "gem \"debug\", group: %i[development test]\n"
         "gem \"rspec\", :group => :test\n"
         "gem \"local\", git: \"https://example.org/x.git\",\n"
         "    branch: \"main\"\n"
         "gem computed\n"
         "gemspec path: \"lib\"\n"
         "eval_gemfile \"gems/Gemfile.common\"\n"
         "\n"
         "group :development, :test do\n"
         "  gem \"byebug\"\n"
         "end\n"
         "group :test do\n"
         "  gem \"capybara\"\n"
         "  if RUBY_VERSION > \"3\" then\n"
         "    gem \"within\"\n"
         "  end\n"
         "end\n"
         "path \"engines\" do\n"
         "  gem \"admin\"\n"
         "end\n"
         "gem \"last\" if ENV[\"X\"] =~ /[(\"]/\n"),
        ("name -\n"
         "run rails ~> 7.1 :5\n"
         "run puma >= 6 :6\n"
         "run money at ../money :7\n"
         "build debug :8\n"
         "test rspec :9\n"
         "run local :10\n"
         "build byebug :17\n"
         "test capybara :20\n"
         "test within :22\n"
         "run admin at engines :26\n"
         "run last :28\n"
         "ruby = 3.3.1 :3\n"
         "gemspec = lib :13\n"
         "include = gems/Gemfile.common :14\n"
         "not read: Line 12: the name of a gem is computed.\n")},
    {"gemspec", "acme.gemspec", "Gem::Specification.new 'acme', version do |s|\nend\n",
        "name acme\n"},
    {"gemspec", "acme.gemspec",
        ("require_relative \"lib/acme/version\"\n"
         "Gem::Specification.new do |spec|\n"
         "  spec.name = \"acme\"\n"
         "  spec.version = Acme::VERSION\n"
         "  spec.files = Dir[\"lib/**/*.rb\"].grep(%r{\\A(?:lib|\"exe)/})\n"
         "  spec.description = <<~TEXT\n"
         "    It's \"quoted\n"
         "  TEXT\n"
         "  spec.executables = %w[acme acme-admin]\n"
         "  spec.add_dependency \"rack\", \">= 3\", \"< 4\"\n"
         "  spec.add_runtime_dependency(\"zeitwerk\")\n"
         "  spec.add_development_dependency 'rake'\n"
         "  spec.add_dependency name\n"
         "end\n"),
        ("name acme\n"
         "run rack >= 3 :10\n"
         "run zeitwerk :11\n"
         "build rake :12\n"
         "bin = acme :9\n"
         "bin = acme-admin :9\n"
         "not read: Line 13: the name of a gem is computed.\n")},
    {"mix", "mix.exs",
        ("defmodule Shop.MixProject do\n"
         "  use Mix.Project\n"
         "\n"
         "  def project do\n"
         "    [\n"
         "      app: :shop,\n"
         "      version: \"0.1.0\",\n"
         "      elixir: \"~> 1.16\",\n"
         "      deps: deps(),\n"
         "      releases: [shop: [applications: [shop: :permanent]], worker: []]\n"
         "    ]\n"
         "  end\n"
         "\n"
         "  def application do\n"
         "    [mod: {Shop.Application, []}, extra_applications: [:logger]]\n"
         "  end\n"
         "\n"
         "  # {:commented, \"~> 1\"}\n"
         "  defp deps do\n"
         "    [\n"
         "      {:phoenix, \"~> 1.7\"},\n"
         "      {:money, in_umbrella: true},\n"
         "      {:kit, path: \"../kit\"},\n"
         "      {:floki, \">= 0.30.0\", only: :test},\n"
         "      {:credo, \"~> 1.7\", only: [:dev, :test], runtime: false},\n"
         "      {:both, \"~> 1\", only: [:prod, :test]},\n"
         "      {:pattern, ~r/\"(/},\n"
         "      {:dialyxir, \"~> 1.4\", runtime: false}\n"
         "    ] ++ if(true, do: [], else: more())\n"
         "  end\n"
         "end\n"),
        ("name shop\n"
         "run phoenix ~> 1.7 :21\n"
         "run money workspace :22\n"
         "run kit at ../kit :23\n"
         "test floki >= 0.30.0 :24\n"
         "build credo ~> 1.7 :25\n"
         "run both ~> 1 :26\n"
         "run pattern :27\n"
         "build dialyxir ~> 1.4 :28\n"
         "version = 0.1.0 :7\n"
         "elixir = ~> 1.16 :8\n"
         "release = shop :10\n"
         "release = worker :10\n"
         "mod = Shop.Application :15\n"
         "not read: Line 29: some dependencies are computed.\n")},
    {"mix", "mix.exs",
        ("defmodule Umbrella.MixProject do\n"
         "  def project do\n"
         "    [apps_path: \"apps\", version: \"1\", releases: releases(), deps: deps()]\n"
         "  end\n"
         "  defp deps, do: []\n"
         "  defp releases do\n"
         "    [all: [include: [x: 1]]]\n"
         "  end\n"
         "end\n"),
        ("name -\n"
         "member apps/*\n"
         "apps-path = apps :3\n"
         "version = 1 :3\n"
         "release = all :7\n")},
    {"cmake", "CMakeLists.txt",
        ("cmake_minimum_required(VERSION 3.20)\n"
         "project(currency VERSION 1.0 LANGUAGES CXX) # the name\n"
         "#[[ the first line\n"
         "find_package(Commented)\n"
         "]]\n"
         "set(SOURCES src/server.cpp src/other.cpp)\n"
         "set(NAME server)\n"
         "find_package(gRPC 1.60 REQUIRED)\n"
         "find_package(${X})\n"
         "pkg_check_modules(LIBS REQUIRED IMPORTED_TARGET libpq>=15 zlib)\n"
         "add_library(core STATIC src/core.cpp)\n"
         "add_executable(${NAME} ${SOURCES})\n"
         "add_executable(cli WIN32\n"
         "    \"src/cli.cpp\")\n"
         "add_executable(gen ${GENERATED})\n"
         "add_executable(alias::x ALIAS cli)\n"
         "add_executable(${PROJECT_NAME} main.cc)\n"
         "target_link_libraries(server PRIVATE core gRPC::grpc++ ${LIBS_LIBRARIES} -lm)\n"
         "add_subdirectory(libs/money)\n"
         "add_subdirectory(${DIR})\n"
         "add_executable(unit test/unit.cpp)\n"
         "add_test(NAME unit COMMAND unit --all)\n"
         "FetchContent_Declare(fmt GIT_REPOSITORY \"https://example.org/fmt;x\")\n"),
        ("name currency\n"
         "run gRPC 1.60 :8\n"
         "run libpq >=15 :10\n"
         "run zlib :10\n"
         "run gRPC::grpc++ :18\n"
         "run fmt :23\n"
         "member libs/money\n"
         "library = core :11\n"
         "executable = server src/server.cpp :12\n"
         "executable = cli src/cli.cpp :13\n"
         "executable = gen :15\n"
         "executable = currency main.cc :17\n"
         "executable = unit test/unit.cpp :21\n"
         "test = unit :22\n"
         "not read: Line 9: the name of a package is computed.\n"
         "not read: Line 15: the sources of 'gen' are computed.\n"
         "not read: Line 18: a library to link is computed: '${LIBS_LIBRARIES}'.\n"
         "not read: Line 20: the path of a subdirectory is computed.\n")},
    {"conan-txt", "conanfile.txt",
        ("[requires]\n"
         "fmt/10.2.1 # text\n"
         "boost/1.84.0@acme/stable\n"
         "[tool_requires]\n"
         "cmake/3.28.1\n"
         "[test_requires]\n"
         "gtest/1.14.0\n"
         "[generators]\n"
         "CMakeDeps\n"
         "[options]\n"
         "boost/*:shared=True\n"),
        ("name -\n"
         "run fmt 10.2.1 :2\n"
         "run boost 1.84.0 :3\n"
         "build cmake 3.28.1 :5\n"
         "test gtest 1.14.0 :7\n"
         "generator = CMakeDeps :9\n")},
    {"conan-py", "conanfile.py",
        ("from conan import ConanFile\n"
         "class Shop(ConanFile):\n"
         "    name = \"shop\"\n"
         "    version = \"1.0\"\n"
         "    requires = \"fmt/10.2.1\", 'zlib/1.3'\n"
         "    tool_requires = [\"cmake/3.28.1\"]\n"
         "    def requirements(self):\n"
         "        self.requires(\"boost/1.84.0\")\n"
         "        self.requires(f\"kit/{self.version}\")\n"
         "        self.requires(self.other)\n"
         "    def build_requirements(self):\n"
         "        self.test_requires(\"gtest/1.14.0\")\n"),
        ("name shop\n"
         "run fmt 10.2.1 :5\n"
         "run zlib 1.3 :5\n"
         "build cmake 3.28.1 :6\n"
         "run boost 1.84.0 :8\n"
         "test gtest 1.14.0 :12\n"
         "version = 1.0 :4\n"
         "not read: Line 9: the requirement 'kit/{self.version}' is computed.\n"
         "not read: Line 10: a list of requirements is computed.\n")},
    {"vcpkg", "vcpkg.json",
        ("{\"name\": \"shop\", \"version-string\": \"1\",\n"
         " \"dependencies\": [\"fmt\", {\"name\": \"protobuf\", \"version>=\": \"4.25\", "
         "\"host\": true}],\n"
         " \"features\": {\"tls\": {\"description\": \"x\", \"dependencies\": [\"openssl\"]}}}\n"),
        ("name shop\n"
         "run fmt :2\n"
         "build protobuf 4.25 :2\n"
         "run openssl :3\n"
         "version = 1 :1\n")},
};

static const struct manifest_refusal others_refused[] = {
    {"cargo",
        ("[package]\n"
         "name = \"a\"\n"
         "[dependencies]\n"
         "b = 3\n"),
        "'b' must be a version or a table", 4, 5},
    {"cargo",
        ("[[bin]]\n"
         "path = \"x\"\n"),
        "a [[bin]] must have a name", 1, 3},
    {"cargo",
        ("[workspace]\n"
         "members = [3]"),
        "must be text", 2, 12},
    {"cargo", "[dependencies", "the header of a table must end with ']'", 1, 14},
    {"cargo", "bin = 3", "'bin' must be a list", 1, 7},
    {"composer", "{\"require\": {\"a/b\": 3}}", "the version of 'a/b' must be text", 1, 21},
    {"composer", "{\"require\": \"x\"}", "'require' must be a map", 1, 13},
    {"gemfile",
        ("group :test do\n"
         "  gem \"a\"\n"),
        "an 'end' is missing", 3, 1},
    {"gemfile", "gem \"a\n", "never closed", 1, 5},
    {"gemspec", "spec.add_dependency(\"a\"", "never closed", 1, 20},
    {"mix",
        ("defp deps do\n"
         "  [{:a, \"1\"}\n"
         "end"),
        "never closed", 2, 3},
    {"mix", "[)", "closes nothing", 1, 2},
    {"cmake", "project(a\n", "never closed", 1, 8},
    {"cmake", "project(a \"b)\n", "never closed", 1, 11},
    {"cmake", "#[[ a", "this comment is never closed", 1, 1},
    {"conan-txt",
        ("[requires]\n"
         "fmt\n"),
        "'name/version'", 2, 1},
    {"conan-txt", "[requires\n", "must end with ']'", 1, 1},
    {"conan-py", "requires = (", "never closed", 1, 12},
    {"vcpkg", "{\"dependencies\": [3]}", "must be a name, or a map", 1, 19},
    {"vcpkg", "{\"dependencies\": {\"a\": 1}}", "'dependencies' must be a list", 1, 18},
};

static void test_manifest_others__gives_what_is_written(void **state)
{
	(void)state;
	check_manifests(others_rows, DONE_ARRAY_SIZE(others_rows));
}

static void test_manifest_others__refuses_with_a_place(void **state)
{
	(void)state;
	check_manifests_refused(others_refused, DONE_ARRAY_SIZE(others_refused));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest_others__gives_what_is_written),
	    cmocka_unit_test(test_manifest_others__refuses_with_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
