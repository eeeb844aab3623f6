/* Manifests of .NET: projects, props, solutions, packages.config. */
#include "manifests.h"

static const struct manifest_row dotnet_rows[] = {
    {"dotnet", "src/Orders/Orders.csproj",
        ("<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n"
         "  <Sdk Name=\"Aspire.AppHost.Sdk\" Version=\"9.0.0\" />\n"
         "  <PropertyGroup>\n"
         "    <TargetFramework>net8.0</TargetFramework>\n"
         "    <OutputType>Exe</OutputType>\n"
         "    <PackAsTool>true</PackAsTool>\n"
         "    <IsTestProject Condition=\"'$(X)' == ''\">false</IsTestProject>\n"
         "    <AssemblyName>$(MSBuildProjectName).Api</AssemblyName>\n"
         "    <Nullable>enable</Nullable>\n"
         "  </PropertyGroup>\n"
         "  <ItemGroup>\n"
         "    <PackageReference Include=\"Serilog.AspNetCore\" Version=\"8.0.1\" />\n"
         "    <PackageReference "
         "Include=\"Tool.Analyzers\"><Version>1.0</Version><PrivateAssets>All</PrivateAssets></"
         "PackageReference>\n"
         "    <PackageReference Update=\"Updated\" Version=\"1\" />\n"
         "    <PackageReference Include=\"$(Computed)\" />\n"
         "    <FrameworkReference Include=\"Microsoft.AspNetCore.App\" />\n"
         "    <ProjectReference Include=\"..\\Shared\\Shared.csproj\" />\n"
         "    <ProjectReference Include=\"Near.fsproj;..\\A\\A.csproj\" />\n"
         "    <ProjectReference Include=\"..\\All\\**\\*.csproj\" />\n"
         "    <Reference Include=\"System.Web, Version=4.0.0.0\" />\n"
         "    <Protobuf Include=\"protos\\cart.proto\" GrpcServices=\"Server\" />\n"
         "  </ItemGroup>\n"
         "  <Choose><When Condition=\"true\"><ItemGroup><PackageReference Include=\"Chosen\" "
         "VersionOverride=\"2\" /></ItemGroup></When></Choose>\n"
         "  <Import Project=\"..\\common.props\" />\n"
         "  <Import Project=\"$(X)\\y.props\" />\n"
         "  <Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', "
         "'$(MSBuildThisFileDirectory)../'))\" />\n"
         "  <ItemGroup><ProjectReference "
         "Include=\"$(MSBuildThisFileDirectory)..\\Tools\\Tools.csproj\" /></ItemGroup>\n"
         "  <!-- <PackageReference Include=\"Commented\" /> -->\n"
         "</Project>\n"),
        ("name Orders\n"
         "run Serilog.AspNetCore 8.0.1 :12\n"
         "build Tool.Analyzers 1.0 :13\n"
         "run Microsoft.AspNetCore.App :16\n"
         "run Shared at ../Shared :17\n"
         "run Near at . :18\n"
         "run A at ../A :18\n"
         "run System.Web :20\n"
         "run Chosen 2 :23\n"
         "run Tools at ../Tools :27\n"
         "sdk = Microsoft.NET.Sdk.Web :1\n"
         "sdk = Aspire.AppHost.Sdk :2\n"
         "target-framework = net8.0 :4\n"
         "output-type = Exe :5\n"
         "pack-as-tool = true :6\n"
         "is-test-project = false :7\n"
         "protobuf = protos/cart.proto Server :21\n"
         "import = ../common.props :24\n"
         "import-above = Directory.Build.props :26\n"
         "not read: Line 8: the value of AssemblyName is computed: '$(MSBuildProjectName).Api'.\n"
         "not read: Line 15: the name of a PackageReference is computed: '$(Computed)'.\n"
         "not read: Line 19: the project reference '..\\All\\**\\*.csproj' is not a plain path.\n"
         "not read: Line 25: the path of an imported file is computed: '$(X)\\y.props'.\n")},
    {"dotnet", "Directory.Packages.props",
        ("<Project>\n"
         "  <ItemGroup>\n"
         "    <PackageVersion Include=\"Serilog\" Version=\"3.1.1\" />\n"
         "    <GlobalPackageReference Include=\"Versioning\" Version=\"3.6\" />\n"
         "  </ItemGroup>\n"
         "</Project>\n"),
        ("name -\n"
         "build Versioning 3.6 :4\n"
         "managed = Serilog 3.1.1 :3\n")},
    {"sln", "Shop.sln",
        ("\357\273\277\n"
         "Microsoft Visual Studio Solution File, Format Version 12.00\n"
         "Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"Orders\", "
         "\"src\\Orders\\Orders.csproj\", \"{1}\"\n"
         "EndProject\n"
         "Project(\"{2150E333-8FDC-42A3-9474-1A3956D4A044}\") = \"src\", \"src\", \"{2}\"\n"
         "EndProject\n"
         "Project(\"{F}\") = \"Root\", \"Root.fsproj\", \"{3}\"\n"
         "EndProject\n"),
        ("name -\n"
         "member src/Orders\n"
         "member .\n"
         "project = src/Orders/Orders.csproj :3\n"
         "project = Root.fsproj :7\n")},
    {"slnx", "Shop.slnx",
        ("<Solution>\n"
         "  <Project Path=\"build/Build.csproj\" />\n"
         "  <Folder Name=\"/src/\">\n"
         "    <Project Path=\"src\\Orders\\Orders.csproj\"><Build Solution=\"x\" /></Project>\n"
         "    <File Path=\"README.md\" />\n"
         "  </Folder>\n"
         "</Solution>\n"),
        ("name -\n"
         "member build\n"
         "member src/Orders\n"
         "project = build/Build.csproj :2\n"
         "project = src/Orders/Orders.csproj :4\n")},
    {"packages-config", "packages.config",
        ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
         "<packages>\n"
         "  <package id=\"Newtonsoft.Json\" version=\"13.0.3\" targetFramework=\"net48\" />\n"
         "  <package id=\"StyleCop\" version=\"6.0\" developmentDependency=\"true\" />\n"
         "</packages>\n"),
        ("name -\n"
         "run Newtonsoft.Json 13.0.3 :3\n"
         "build StyleCop 6.0 :4\n")},
};

static const struct manifest_refusal dotnet_refused[] = {
    {"dotnet",
        ("<Project>\n"
         "<ItemGroup>\n"),
        "the file ends before its first element closes", 3, 1},
    {"dotnet", "<Solution/>", "must be <Project>, not <Solution>", 1, 1},
    {"dotnet", "<Project Sdk=x/>", "not well-formed", 1, 14},
    {"dotnet", "<Project><Project>&a;</Project></Project>", "the entity is not defined", 1, 19},
    {"sln", "nothing\n", "Solution File' is missing", 1, 1},
    {"sln",
        ("Microsoft Visual Studio Solution File\n"
         "Project(\"{A}\") = \"x\"\n"),
        "a project must be written as", 2, 1},
    {"slnx", "<Project/>", "must be <Solution>", 1, 1},
    {"packages-config",
        ("<packages>\n"
         "<package version=\"1\"/></packages>"),
        "must have an id", 2, 1},
    {"dotnet", "\377\376<", "a tag, comment or section is never closed", 1, 2},
};

static void test_manifest_dotnet__gives_what_is_written(void **state)
{
	(void)state;
	check_manifests(dotnet_rows, DONE_ARRAY_SIZE(dotnet_rows));
}

static void test_manifest_dotnet__refuses_with_a_place(void **state)
{
	(void)state;
	check_manifests_refused(dotnet_refused, DONE_ARRAY_SIZE(dotnet_refused));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest_dotnet__gives_what_is_written),
	    cmocka_unit_test(test_manifest_dotnet__refuses_with_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
