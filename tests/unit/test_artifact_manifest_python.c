/* Manifests of Python: pyproject.toml, requirements, Pipfile, setup.cfg, setup.py. */
#include "manifests.h"

static const struct manifest_row python_rows[] = {
    {"pyproject", "pyproject.toml",
        ("[build-system]\n"
         "requires = [\"hatchling>=1.21\"]\n"
         "build-backend = \"hatchling.build\"\n"
         "\n"
         "[project]\n"
         "name = \"acme-orders\"\n"
         "version = \"2.0\"\n"
         "requires-python = \">=3.11\"\n"
         "dynamic = [\"readme\", \"dependencies\"]\n"
         "dependencies = [\n"
         "  \"FastAPI[standard]>=0.111; python_version > '3.8'\",\n"
         "  \"Typing_Extensions\",\n"
         "  \"acme.money @ file:///${PROJECT_ROOT}/../money\",\n"
         "  \"remote @ https://example.org/r-1.0.tar.gz ; sys_platform == 'linux'\",\n"
         "  \"acme-kit\",\n"
         "]\n"
         "[project.optional-dependencies]\n"
         "test = [\"pytest\"]\n"
         "redis = [\"redis (>=5)\"]\n"
         "[project.scripts]\n"
         "serve = \"acme.orders.app:main\"\n"
         "[project.entry-points.\"acme.plugins\"]\n"
         "one = \"acme.orders.one:Plugin\"\n"
         "[dependency-groups]\n"
         "dev = [\"ruff\", {include-group = \"typing\"}]\n"
         "typing = [\"mypy\"]\n"
         "[tool.uv]\n"
         "dev-dependencies = [\"ipython\"]\n"
         "[tool.uv.sources]\n"
         "acme-kit = {workspace = true}\n"
         "typing-extensions = {path = \"../ext\", editable = true}\n"
         "[tool.uv.workspace]\n"
         "members = [\"packages/*\"]\n"
         "exclude = [\"packages/old\"]\n"
         "[tool.poe.tasks]\n"
         "start = \"uvicorn acme.orders.app:app\"\n"
         "check = {shell = \"ruff check\"}\n"),
        ("name acme-orders\n"
         "run fastapi >=0.111 :11\n"
         "run typing-extensions at ../ext :12\n"
         "run acme-money file:///${PROJECT_ROOT}/../money at ../money :13\n"
         "run remote https://example.org/r-1.0.tar.gz :14\n"
         "run acme-kit workspace :15\n"
         "test pytest :18\n"
         "run redis (>=5) :19\n"
         "build ruff :25\n"
         "build mypy :26\n"
         "build ipython :28\n"
         "build hatchling >=1.21 :2\n"
         "member packages/*\n"
         "member !packages/old\n"
         "version = 2.0 :7\n"
         "python = >=3.11 :8\n"
         "entry-point = serve acme.orders.app:main :21\n"
         "entry-point.acme.plugins = one acme.orders.one:Plugin :23\n"
         "build-backend = hatchling.build :3\n"
         "script.start = uvicorn acme.orders.app:app :36\n"
         "script.check = ruff check :37\n"
         "not read: Line 9: the dependencies are computed when the package is built.\n")},
    {"pyproject", "pyproject.toml",
        ("[tool.poetry]\n"
         "name = \"legacy\"\n"
         "package-mode = false\n"
         "[tool.poetry.dependencies]\n"
         "python = \"^3.11\"\n"
         "Flask = \"^3.0\"\n"
         "kit = {path = \"../kit\", develop = true}\n"
         "numpy = [{version = \"1\", python = \"<3.9\"}, {version = \"2\"}]\n"
         "[tool.poetry.dev-dependencies]\n"
         "black = \"*\"\n"
         "[tool.poetry.group.test.dependencies]\n"
         "pytest = {version = \"^8\"}\n"
         "[tool.poetry.group.docs.dependencies]\n"
         "mkdocs = \"1\"\n"
         "[tool.poetry.scripts]\n"
         "run = \"legacy.main:run\"\n"
         "other = {reference = \"legacy.x:y\", type = \"console\"}\n"),
        ("name legacy\n"
         "run flask ^3.0 :6\n"
         "run kit at ../kit :7\n"
         "run numpy 1 :8\n"
         "build black * :10\n"
         "test pytest ^8 :12\n"
         "build mkdocs 1 :14\n"
         "package-mode = false :3\n"
         "python = ^3.11 :5\n"
         "entry-point = run legacy.main:run :16\n"
         "entry-point = other legacy.x:y :17\n")},
    {"pyproject", "pyproject.toml",
        ("[project]\n"
         "name = \"a\"\n"
         "dynamic = [\"dependencies\"]\n"
         "[tool.setuptools.dynamic]\n"
         "dependencies = {file = [\"requirements.txt\"]}\n"),
        ("name a\n"
         "include = requirements.txt :5\n")},
    {"pyproject", "pyproject.toml", "", "name -\n"},
    {"requirements", "requirements.txt",
        ("# pinned\n"
         "Django==5.0.6 \\\n"
         "    --hash=sha256:aa \\\n"
         "    --hash=sha256:bb\n"
         "gunicorn[gevent] >= 22 ; python_version >= \"3.8\"  # server\n"
         "-r requirements/base.txt\n"
         "--constraint=constraints.txt\n"
         "-e ./libs/money\n"
         "-e git+https://github.com/acme/kit.git@v1#egg=Acme_Kit\n"
         "../shared[extra]\n"
         "./dist/local-1.0.whl\n"
         "git+https://github.com/acme/other.git\n"
         "name @ https://example.org/name.zip\n"
         "-e .[dev]\n"
         "../..\n"
         "--index-url https://example.org/simple\n"
         "uvicorn\n"),
        ("name -\n"
         "run django ==5.0.6 :2\n"
         "run gunicorn >= 22 :5\n"
         "run money at libs/money :8\n"
         "run acme-kit git+https://github.com/acme/kit.git@v1 :9\n"
         "run shared at ../shared :10\n"
         "run local ./dist/local-1.0.whl :11\n"
         "run other git+https://github.com/acme/other.git :12\n"
         "run name https://example.org/name.zip :13\n"
         "run ../.. at ../.. :15\n"
         "run uvicorn :17\n"
         "include = requirements/base.txt :6\n"
         "constraint = constraints.txt :7\n"
         "self = . :14\n")},
    {"requirements", "requirements.txt",
        ("# by pip-compile\n"
         "certifi==2024.7.4\n"
         "    # via requests\n"
         "flask[async]==3.0.3 \\\n"
         "    --hash=sha256:aa\n"
         "    # via\n"
         "    #   -r requirements.in\n"
         "    #   flask-cors\n"
         "idna==3.7\n"
         "    # via\n"
         "    #   anyio\n"
         "    #   requests\n"
         "starlette==0.37.2\n"
         "    # via acme (pyproject.toml)\n"
         "werkzeug==3.0.3\n"
         "    # kept for flask\n"
         "last==1  # via nobody knows\n"),
        ("name -\n"
         "run flask ==3.0.3 :4\n"
         "run starlette ==0.37.2 :13\n"
         "run werkzeug ==3.0.3 :15\n"
         "run last ==1 :17\n"
         "indirect = certifi :2\n"
         "indirect = idna :9\n")},
    {"requirements", "requirements/dev.txt", "pytest\r\n",
        ("name -\n"
         "build pytest :1\n")},
    {"requirements", "test-requirements.txt", "pytest<9",
        ("name -\n"
         "test pytest <9 :1\n")},
    {"requirements", "requirements.txt",
        ("\n"
         "\n"
         "# nothing\n"),
        "name -\n"},
    {"pipfile", "Pipfile",
        ("[[source]]\n"
         "url = \"https://pypi.org/simple\"\n"
         "[packages]\n"
         "Flask = \"*\"\n"
         "kit = {path = \"./kit\", editable = true}\n"
         "django = {version = \"==5\", extras = [\"argon2\"]}\n"
         "[dev-packages]\n"
         "pytest = \"*\"\n"
         "[requires]\n"
         "python_version = \"3.12\"\n"
         "[scripts]\n"
         "start = \"flask run\"\n"),
        ("name -\n"
         "run flask * :4\n"
         "run kit at kit :5\n"
         "run django ==5 :6\n"
         "build pytest * :8\n"
         "script.start = flask run :12\n"
         "python = 3.12 :10\n")},
    {"setup-cfg", "setup.cfg",
        ("[metadata]\n"
         "name = acme-orders\n"
         "version = 1.0\n"
         "[options]\n"
         "python_requires = >=3.8\n"
         "install_requires =\n"
         "    flask>=2  \n"
         "    # a comment\n"
         "    requests[socks]; python_version > \"3\"\n"
         "setup_requires = wheel\n"
         "[options.extras_require]\n"
         "test =\n"
         "    pytest\n"
         "redis = redis>=5\n"
         "[options.entry_points]\n"
         "console_scripts =\n"
         "    serve = acme.app:main\n"
         "acme.plugins = one = acme.one:Plugin\n"
         "[flake8]\n"
         "max-line-length: 100\n"),
        ("name acme-orders\n"
         "run flask >=2 :7\n"
         "run requests :9\n"
         "build wheel :10\n"
         "test pytest :13\n"
         "run redis >=5 :14\n"
         "version = 1.0 :3\n"
         "python = >=3.8 :5\n"
         "entry-point = serve acme.app:main :17\n"
         "entry-point.acme.plugins = one acme.one:Plugin :18\n")},
    {"setup-cfg", "setup.cfg",
        ("[options]\n"
         "install_requires = file: requirements.txt\n"),
        ("name -\n"
         "include = requirements.txt :2\n")},
    {"setup-py", "setup.py",
        ("from setuptools import setup, find_packages\n"
         "\n"
         "requirements = [\n"
         "    \"flask>=2\",  # web\n"
         "    'requests',\n"
         "]\n"
         "\n"
         "setup(\n"
         "    name=\"acme-orders\",\n"
         "    version=\"1.0\",\n"
         "    packages=find_packages(),\n"
         "    install_requires=requirements,\n"
         "    tests_require=[\"pytest\"],\n"
         "    extras_require={\"dev\": [\"black\"], 'redis': (\"redis\",)},\n"
         "    entry_points={\"console_scripts\": [\"serve = acme.app:main\"], \"acme.plugins\": "
         "\"one=acme.one:P\"},\n"
         ")\n"),
        ("name acme-orders\n"
         "run flask >=2 :4\n"
         "run requests :5\n"
         "test pytest :13\n"
         "build black :14\n"
         "run redis :14\n"
         "version = 1.0 :10\n"
         "entry-point = serve acme.app:main :15\n"
         "entry-point.acme.plugins = one acme.one:P :15\n")},
    {"setup-py", "setup.py",
        ("setup(name=NAME, install_requires=read(\"x\"), tests_require=[*more, \"a\"], "
         "extras_require=extras(),\n"
         "  entry_points=\"\"\"\n"
         "    [console_scripts]\n"
         "    serve=acme.app:main\n"
         "    \"\"\", **kwargs)\n"),
        ("name -\n"
         "entry-point = serve acme.app:main :4\n"
         "not read: Line 1: the value of install_requires is computed.\n"
         "not read: Line 1: an item of tests_require is computed.\n"
         "not read: Line 1: the value of extras_require is computed.\n"
         "not read: Line 5: arguments of setup() are computed.\n")},
    {"setup-py", "setup.py", "print(\"(\")\n",
        ("name -\n"
         "not read: The file does not call setup().\n")},
};

static const struct manifest_refusal python_refused[] = {
    {"pyproject",
        ("[project]\n"
         "dependencies = \"flask\""),
        "'dependencies' must be a list, not text", 2, 16},
    {"pyproject",
        ("[project]\n"
         "dependencies = [\"flask\", 3]"),
        "a requirement must be text", 2, 26},
    {"pyproject",
        ("[project]\n"
         "dependencies = [\"==\"]"),
        "a requirement must be text", 2, 17},
    {"pyproject", "project = 1", "'project' must be a map", 1, 11},
    {"pyproject", "[project\n", "the header of a table must end with ']'", 1, 9},
    {"pyproject",
        ("[tool.poetry.dependencies]\n"
         "a = 1"),
        "'a' must be a version or a table", 2, 5},
    {"pyproject",
        ("[tool.uv.workspace]\n"
         "members = [1]"),
        "an item of 'members' must be text", 2, 12},
    {"requirements",
        ("flask\n"
         "{% if x %}\n"),
        "a requirement must be written as", 2, 1},
    {"requirements",
        ("a\n"
         "  b[c\n"),
        "a requirement must be written as", 2, 3},
    {"requirements", "-e\n", "'-e' must be followed by", 1, 1},
    {"pipfile", "packages = 3", "'packages' must be a map", 1, 12},
    {"setup-cfg",
        ("[options]\n"
         "nothing\n"),
        "'key = value'", 2, 1},
    {"setup-cfg", "[options\n", "must end with ']'", 1, 1},
    {"setup-cfg", "a = b\n", "'key = value'", 1, 1},
    {"setup-cfg",
        ("[options]\n"
         "install_requires =\n"
         "  ==3\n"),
        "a requirement must be written as", 3, 1},
    {"setup-py",
        ("setup(\n"
         "  name=\"a\",\n"),
        "this '(' is never closed", 1, 6},
    {"setup-py", "x = \"\"\"open", "never closed", 1, 5},
};

static void test_manifest_python__gives_what_is_written(void **state)
{
	(void)state;
	check_manifests(python_rows, DONE_ARRAY_SIZE(python_rows));
}

static void test_manifest_python__refuses_with_a_place(void **state)
{
	(void)state;
	check_manifests_refused(python_refused, DONE_ARRAY_SIZE(python_refused));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest_python__gives_what_is_written),
	    cmocka_unit_test(test_manifest_python__refuses_with_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
