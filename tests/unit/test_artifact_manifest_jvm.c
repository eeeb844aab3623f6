/* Manifests of the JVM: pom.xml, Gradle, sbt. */
#include "manifests.h"

static const struct manifest_row jvm_rows[] = {
    {"maven", "pom.xml",
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n"
         "  <modelVersion>4.0.0</modelVersion>\n"
         "  <parent>\n"
         "    <groupId>com.acme</groupId><artifactId>parent</artifactId><version>1.0</version>\n"
         "    <relativePath>../parent</relativePath>\n"
         "  </parent>\n"
         "  <artifactId>orders</artifactId>\n"
         "  <packaging>war</packaging>\n"
         "  <properties>\n"
         "    <kafka.version>3.7.0</kafka.version>\n"
         "    <start-class>com.acme.orders.Main</start-class>\n"
         "    <loop>${loop}</loop>\n"
         "  </properties>\n"
         "  "
         "<modules><module>core</module><module>./web/pom.xml</module><module>${x}</module></"
         "modules>\n"
         "  <dependencyManagement><dependencies>\n"
         "    <dependency><groupId>unused</groupId><artifactId>managed</artifactId></dependency>\n"
         "    <dependency><groupId>org.junit</groupId><artifactId>junit-bom</artifactId>\n"
         "      <version>5.10.2</version><type>pom</type><scope>import</scope></dependency>\n"
         "    <dependency><groupId>org.assertj</groupId><artifactId>assertj-core</artifactId>\n"
         "      <version>3.25</version><scope>test</scope></dependency>\n"
         "  </dependencies></dependencyManagement>\n"
         "  <dependencies>\n"
         "    <!-- <dependency><groupId>commented</groupId></dependency> -->\n"
         "    "
         "<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId>\n"
         "      <version>${kafka.version}</version></dependency>\n"
         "    <dependency><groupId>${project.groupId}</groupId><artifactId>money</artifactId>\n"
         "      <version>${project.version}</version></dependency>\n"
         "    "
         "<dependency><groupId>org.assertj</groupId><artifactId>assertj-core</artifactId></"
         "dependency>\n"
         "    "
         "<dependency><groupId>a</groupId><artifactId>b_${scala}</artifactId><version>${loop}</"
         "version></dependency>\n"
         "    <dependency><groupId>javax.servlet</groupId><artifactId>servlet-api</artifactId>\n"
         "      <scope>provided</scope></dependency>\n"
         "  </dependencies>\n"
         "  <build>\n"
         "    "
         "<pluginManagement><plugins><plugin><artifactId>not-used</artifactId></plugin></"
         "plugins></pluginManagement>\n"
         "    <plugins>\n"
         "      <plugin><groupId>org.springframework.boot</groupId>\n"
         "        <artifactId>spring-boot-maven-plugin</artifactId>\n"
         "        <configuration><mainClass>com.acme.Other</mainClass></configuration></plugin>\n"
         "      <plugin><artifactId>maven-war-plugin</artifactId></plugin>\n"
         "    </plugins>\n"
         "  </build>\n"
         "  <profiles><profile><id>extra</id><modules><module>tools</module></modules>\n"
         "    "
         "<dependencies><dependency><groupId>p</groupId><artifactId>q</artifactId></dependency></"
         "dependencies>\n"
         "  </profile></profiles>\n"
         "</project>\n"),
        ("name com.acme:orders\n"
         "parent ../parent/pom.xml\n"
         "run org.apache.kafka:kafka-clients 3.7.0 :25\n"
         "run com.acme:money 1.0 :27\n"
         "test org.assertj:assertj-core 3.25 :29\n"
         "run a:b_${scala} ${loop} :30\n"
         "run javax.servlet:servlet-api :31\n"
         "run p:q :44\n"
         "member core\n"
         "member web\n"
         "member tools\n"
         "packaging = war :2\n"
         "version = 1.0 :0\n"
         "parent = com.acme:parent :4\n"
         "main-class = com.acme.orders.Main :0\n"
         "bom = org.junit:junit-bom :18\n"
         "plugin = org.springframework.boot:spring-boot-maven-plugin :37\n"
         "main-class = com.acme.Other :39\n"
         "plugin = org.apache.maven.plugins:maven-war-plugin :40\n"
         "profile = extra :43\n"
         "not read: Line 15: the module '${x}' is not a plain path.\n"
         "not read: Line 30: the dependency 'a:b_${scala}' has a name that this file alone does "
         "not tell.\n")},
    {"maven", "pom.xml",
        "<project><groupId>g</groupId><artifactId>a</artifactId><parent><groupId>g</"
        "groupId><artifactId>p</artifactId><relativePath/></parent></project>",
        ("name g:a\n"
         "packaging = jar :1\n"
         "parent = g:p :1\n")},
    {"maven", "pom.xml",
        "<!DOCTYPE project SYSTEM \"x.dtd\"><p:project "
        "xmlns:p=\"m\"><p:artifactId>caf&#233;</p:artifactId><p:parent/></p:project>",
        ("name caf\303\251\n"
         "parent ../pom.xml\n"
         "packaging = jar :1\n")},
    {"gradle", "build.gradle",
        ("buildscript {\n"
         "    dependencies { classpath 'org.acme:build-tool:1.0' }\n"
         "}\n"
         "plugins {\n"
         "    id 'java'\n"
         "    id 'org.springframework.boot' version '3.2.5' // boot\n"
         "    id \"${computed}\"\n"
         "}\n"
         "apply plugin: 'war'\n"
         "group = 'com.acme'\n"
         "ext.v = '2'\n"
         "dependencies {\n"
         "    implementation 'org.springframework.boot:spring-boot-starter-web'\n"
         "    implementation \"org.acme:kit:$v\", 'org.acme:two:2.0:all@jar',\n"
         "        'org.acme:three:3'\n"
         "    implementation project(':libs:money'), { transitive = false }\n"
         "    api(project(path: ':core', configuration: 'x'))\n"
         "    compileOnly group: 'org.projectlombok', name: 'lombok', version: '1.18.32'\n"
         "    annotationProcessor 'org.projectlombok:lombok:1.18.32'\n"
         "    testImplementation('org.junit.jupiter:junit-jupiter:5.10.2') { exclude group: 'x', "
         "module: 'y' }\n"
         "    runtimeOnly platform(\"org.acme:bom:1\")\n"
         "    implementation \"$computed:all\"\n"
         "    implementation files('libs/a.jar')\n"
         "    implementation somewhere\n"
         "    if (project.hasProperty('x')) { implementation 'if:if:1' } else { implementation "
         "'else:else:1' }\n"
         "    constraints { implementation 'not:this:1' }\n"
         "    // implementation 'commented:out:1'\n"
         "    /* one\n"
         "    implementation 'commented:out:2' */\n"
         "}\n"
         "application { mainClass = 'com.acme.App' }\n"
         "subprojects {\n"
         "    apply plugin: 'java'\n"
         "    dependencies { implementation 'for:children:1'; testImplementation 'for:tests:1' }\n"
         "}\n"
         "project(':core') { dependencies { api 'only:core:1' } }\n"
         "tasks.register('x') { group 'other' }\n"
         "jar { manifest { attributes 'Main-Class': 'com.acme.Jar', 'X': 'y' } }\n"),
        ("name -\n"
         "build org.acme:build-tool 1.0 :2\n"
         "run org.springframework.boot:spring-boot-starter-web :13\n"
         "run org.acme:kit $v :14\n"
         "run org.acme:two 2.0 :14\n"
         "run org.acme:three 3 :15\n"
         "run :libs:money workspace :16\n"
         "run :core workspace :17\n"
         "run org.projectlombok:lombok 1.18.32 :18\n"
         "build org.projectlombok:lombok 1.18.32 :19\n"
         "test org.junit.jupiter:junit-jupiter 5.10.2 :20\n"
         "run org.acme:bom 1 :21\n"
         "run if:if 1 :25\n"
         "run else:else 1 :25\n"
         "plugin = java :5\n"
         "plugin = org.springframework.boot :6\n"
         "plugin = war :9\n"
         "group = com.acme :10\n"
         "main-class = com.acme.App :31\n"
         "subprojects.plugin = java :33\n"
         "subprojects.dependency = for:children :34\n"
         "subprojects.test-dependency = for:tests :34\n"
         "main-class = com.acme.Jar :38\n"
         "not read: Line 7: the id of a plugin is computed.\n"
         "not read: Line 22: a dependency of 'implementation' is computed.\n"
         "not read: Line 24: a dependency of 'implementation' is computed.\n"
         "not read: Line 36: what is set for another project by its name is not read.\n")},
    {"gradle", "build.gradle.kts",
        ("plugins {\n"
         "    kotlin(\"jvm\") version \"1.9.24\"\n"
         "    alias(libs.plugins.spring.boot)\n"
         "    application\n"
         "    `java-library`\n"
         "    id(\"com.acme.later\") version \"1\" apply false\n"
         "}\n"
         "dependencies {\n"
         "    implementation(libs.ktor.server.netty)\n"
         "    implementation(libs.bundles.logging)\n"
         "    implementation(platform(libs.acme.bom))\n"
         "    implementation(projects.libs.userApi)\n"
         "    implementation(group = \"org.acme\", name = \"kit\")\n"
         "    implementation(\"org.acme\", \"desk\", \"1.2\"); api(\"org.acme\", \"pen\")\n"
         "    testImplementation(kotlin(\"test\"))\n"
         "    ksp(\"org.acme:gen:1\")\n"
         "    \"kapt\"(\"org.acme:apt:1\")\n"
         "}\n"
         "application { mainClass.set(\"com.acme.MainKt\") }\n"
         "tasks.jar { manifest { attributes[\"Main-Class\"] = \"com.acme.JarKt\"; "
         "attributes(\"Main-Class\" to \"com.acme.To\") } }\n"),
        ("name -\n"
         "run libs.ktor.server.netty :9\n"
         "run libs.bundles.logging :10\n"
         "run libs.acme.bom :11\n"
         "run :libs:user-api workspace :12\n"
         "run org.acme:kit :13\n"
         "run org.acme:desk 1.2 :14\n"
         "run org.acme:pen :14\n"
         "test org.jetbrains.kotlin:kotlin-test :15\n"
         "build org.acme:gen 1 :16\n"
         "build org.acme:apt 1 :17\n"
         "plugin = org.jetbrains.kotlin.jvm :2\n"
         "plugin = alias libs.plugins.spring.boot :3\n"
         "plugin = application :4\n"
         "plugin = java-library :5\n"
         "declared-plugin = com.acme.later :6\n"
         "main-class = com.acme.MainKt :19\n"
         "main-class = com.acme.JarKt :20\n"
         "main-class = com.acme.To :20\n")},
    {"gradle-settings", "settings.gradle",
        ("rootProject.name = 'shop'\n"
         "include 'core', ':services:order',\n"
         "    ':services:pay'\n"
         "include(\":web\")\n"
         "include 'a' + x\n"
         "includeBuild '../kit'\n"
         "project(':web').projectDir = new File(settingsDir, '../frontend/web')\n"
         "files.each { include it }\n"
         "project(':pay').projectDir = \"$rootDir/pay\" as File\n"
         "project(':tax').projectDir = \"$rootDir/$x\" as File\n"),
        ("name shop\n"
         "member core\n"
         "member services/order\n"
         "member services/pay\n"
         "member web\n"
         "member ../kit\n"
         "member ../frontend/web\n"
         "member pay\n"
         "project-dir = :web ../frontend/web :7\n"
         "project-dir = :pay pay :9\n"
         "not read: Line 5: the projects of an 'include' are computed.\n"
         "not read: Line 8: the projects of an 'include' are computed.\n"
         "not read: Line 10: the directory of a project is computed.\n")},
    {"gradle-catalog", "gradle/libs.versions.toml",
        ("[versions]\n"
         "ktor = \"2.3.11\"\n"
         "[libraries]\n"
         "ktor-server_netty = { module = \"io.ktor:ktor-server-netty\", version.ref = \"ktor\" }\n"
         "logback = \"ch.qos.logback:logback-classic:1.5.6\"\n"
         "acme-bom = { group = \"org.acme\", name = \"bom\" }\n"
         "[bundles]\n"
         "logging = [\"logback\", \"ktor-server_netty\"]\n"
         "[plugins]\n"
         "spring-boot = { id = \"org.springframework.boot\", version = \"3.2.5\" }\n"
         "short = \"org.acme.short:1\"\n"),
        ("name -\n"
         "library.ktor.server.netty = io.ktor:ktor-server-netty 2.3.11 :4\n"
         "library.logback = ch.qos.logback:logback-classic 1.5.6 :5\n"
         "library.acme.bom = org.acme:bom :6\n"
         "plugin.spring.boot = org.springframework.boot :10\n"
         "plugin.short = org.acme.short :11\n"
         "bundle.logging = logback ktor.server.netty :8\n")},
    {"sbt", "build.sbt",
        ("ThisBuild / organization := \"com.acme\"\n"
         "name := \"shop\"\n"
         "lazy val core = (project in file(\"core\"))\n"
         "  .settings(libraryDependencies += \"org.typelevel\" %% \"cats-core\" % \"2.10.0\")\n"
         "lazy val api = project\n"
         "  .dependsOn(core % \"compile->compile;test->test\", model)\n"
         "  .enablePlugins(PlayScala)\n"
         "libraryDependencies ++= Seq(\n"
         "  \"com.typesafe.akka\" %% \"akka-http\" % akkaVersion, // \"commented\" % \"out\" % "
         "\"1\"\n"
         "  \"org.scalatest\" %% \"scalatest\" % \"3.2.18\" % Test,\n"
         "  \"ch.qos.logback\" % \"logback-classic\" % \"1.5.6\" % Runtime\n"
         ")\n"
         "libraryDependencies ++= Dependencies.all\n"
         "Compile / mainClass := Some(\"com.acme.Main\")\n"
         "addSbtPlugin(\"com.typesafe.play\" % \"sbt-plugin\" % \"2.9.3\")\n"),
        ("name shop\n"
         "run org.typelevel:cats-core 2.10.0 :4\n"
         "run core at core workspace :6\n"
         "run model workspace :6\n"
         "run com.typesafe.akka:akka-http :9\n"
         "test org.scalatest:scalatest 3.2.18 :10\n"
         "run ch.qos.logback:logback-classic 1.5.6 :11\n"
         "build com.typesafe.play:sbt-plugin 2.9.3 :15\n"
         "member core\n"
         "member api\n"
         "project = core core :3\n"
         "project = api api :5\n"
         "organization = com.acme :1\n"
         "plugin = PlayScala :7\n"
         "main-class = com.acme.Main :14\n"
         "plugin = com.typesafe.play:sbt-plugin :15\n"
         "not read: Line 13: the dependencies stand in 'Dependencies'.\n")},
    {"sbt", "build.sbt",
        ("lazy val root = plain(\"shop\", path = Some(\".\"))\n"
         "lazy val core = plain(\"core-lib\")\n"
         "lazy val cart = service(\"cart\", 9001)\n"
         "  .settings(libraryDependencies += \"a\" % \"b\" % \"1\")\n"
         "lazy val mail = service(\"mail\", 9002)\n"
         "def plain(name: String, path: Option[String] = None): Project =\n"
         "  Project(name, file(path.getOrElse(name))).enablePlugins(Checks)\n"
         "def service(name: String, port: Int): Project = {\n"
         "  plain(name).enablePlugins(PlayScala).dependsOn(core)\n"
         "}\n"
         "def version(of: String): String = plain(of)\n"),
        ("name -\n"
         "run core at core-lib workspace :3\n"
         "run core at core-lib workspace :5\n"
         "run a:b 1 :4\n"
         "member core-lib\n"
         "member cart\n"
         "member mail\n"
         "project = root . :1\n"
         "project = core core-lib :2\n"
         "project = cart cart :3\n"
         "project = mail mail :5\n"
         "plugin = Checks :1\n"
         "plugin = Checks :2\n"
         "plugin = Checks :3\n"
         "plugin = PlayScala :3\n"
         "plugin = Checks :5\n"
         "plugin = PlayScala :5\n")},
    {"sbt", "build.sbt",
        ("def setup(project: Project, folder: String, uses: Seq[Project] = Seq(), of: String): "
         "Project = {\n"
         "  val all = uses\n"
         "    .map { one => ClasspathDependency(one, None) }\n"
         "  project.in(new File(folder)).enablePlugins(JavaAppPackaging).dependsOn(all: _*)\n"
         "}\n"
         "lazy val core = setup(project, folder = \"core\", of = \"What all share\")\n"
         "lazy val cart = setup(\n"
         "  project,\n"
         "  \"shop/cart\",\n"
         "  uses = Seq(core, mail),\n"
         "  of = \"mail\")\n"
         "lazy val mail = setup(project, \"mail\", Seq(core), \"\")\n"),
        ("name -\n"
         "run core at core workspace :7\n"
         "run mail at mail workspace :7\n"
         "run core at core workspace :12\n"
         "member core\n"
         "member shop/cart\n"
         "member mail\n"
         "project = core core :6\n"
         "project = cart shop/cart :7\n"
         "project = mail mail :12\n"
         "plugin = JavaAppPackaging :6\n"
         "plugin = JavaAppPackaging :7\n"
         "plugin = JavaAppPackaging :12\n")},
    {"sbt", "build.sbt",
        ("val apps = \"apps\"\n"
         "val shared = Seq(core)\n"
         "def play(label: String, id: String) =\n"
         "  Project(id, file(s\"$apps/${id}\")).dependsOn(shared: _*)\n"
         "def below(base: File)(uses: Project*): Project = (project in base).dependsOn(uses: _*)\n"
         "def odd(name: String): Project = Project(name, file(sys.env(\"X\") + name))\n"
         "val core = project\n"
         "val checker = play(\"Rule checker\", \"checker\")\n"
         "lazy val mail: Project = below(file(\"services\") / \"mail\")(core, checker)\n"
         "lazy val last = odd(\"last\").dependsOn(shared: _*)\n"
         "def count(name: String): Int = 1\n"
         "val none = count(\"none\")\n"),
        ("name -\n"
         "run core at core workspace :8\n"
         "run core at core workspace :9\n"
         "run checker at apps/checker workspace :9\n"
         "run core at core workspace :10\n"
         "member core\n"
         "member apps/checker\n"
         "member services/mail\n"
         "member last\n"
         "project = core core :7\n"
         "project = checker apps/checker :8\n"
         "project = mail services/mail :9\n"
         "project = last last :10\n")},
    /* Names that stand for each other, and functions that call each other, end. */
    {"sbt", "build.sbt",
        ("val a = b\n"
         "val b = a\n"
         "def f(x: String): Project = Project(x, file(a)).dependsOn(b: _*)\n"
         "def g(x: String): Project = h(x)\n"
         "def h(x: String): Project = g(x)\n"
         "val one = f(\"one\")\n"
         "val two = g(\"two\")\n"),
        ("name -\n"
         "member one\n"
         "member two\n"
         "project = one one :6\n"
         "project = two two :7\n")},
    {"sbt", "build.sbt",
        ("def say(x: String) = { s\"\"\"\"$x\": \"${y(x)} }\"\"\"\" }\n"
         "lazy val cart = project\n"),
        ("name -\n"
         "member cart\n"
         "project = cart cart :2\n")},
};

static const struct manifest_refusal jvm_refused[] = {
    {"maven",
        ("<project>\n"
         " <dependencies>"),
        "the file ends before its first element closes", 2, 16},
    {"maven", "<project><a></b></project>", "the closing tag does not belong", 1, 15},
    {"maven",
        ("<project>\n"
         "<dependencies><dependency><groupId>g</groupId></dependency></dependencies></project>"),
        "must have a groupId and an artifactId", 2, 15},
    {"maven", "<settings/>", "must be <project>, not <settings>", 1, 1},
    {"maven", "", "the file ends before its first element closes", 1, 1},
    {"maven", "<!DOCTYPE project [<!ENTITY a \"b\">]><project/>", "declarations of its own", 1, 19},
    {"maven", "<project>&nbsp;</project>", "the entity is not defined", 1, 10},
    {"maven", "<!DOCTYPE p SYSTEM \"x.dtd\"><project>&nbsp;</project>", "the entity is not defined",
        1, 37},
    {"gradle",
        ("dependencies {\n"
         "  implementation \"a\"\n"),
        "this '{' is never closed", 1, 14},
    {"gradle", "/* open\n", "this comment is never closed", 1, 1},
    {"gradle", "a)", "closes nothing", 1, 2},
    {"gradle", "x = \"open", "never closed", 1, 5},
    {"gradle-settings", "include(\"a\"", "this '(' is never closed", 1, 8},
    {"gradle-catalog", "[versions\n", "the header of a table must end with ']'", 1, 10},
    {"gradle-catalog", "libraries = 3", "'libraries' must be a map", 1, 13},
    {"sbt", "lazy val x = (project", "never closed", 1, 14},
};

static void test_manifest_jvm__gives_what_is_written(void **state)
{
	(void)state;
	check_manifests(jvm_rows, DONE_ARRAY_SIZE(jvm_rows));
}

static void test_manifest_jvm__refuses_with_a_place(void **state)
{
	(void)state;
	check_manifests_refused(jvm_refused, DONE_ARRAY_SIZE(jvm_refused));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest_jvm__gives_what_is_written),
	    cmocka_unit_test(test_manifest_jvm__refuses_with_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
