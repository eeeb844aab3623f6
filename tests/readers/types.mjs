// Holds a value to TypeScript types that a package publishes: found(NAME, SOURCE) is what the compiler says of it.
import { resolve } from "node:path";
import { createRequire } from "node:module";

const ts = createRequire(resolve(process.env.DONE_TOOLS, "x.js"))("typescript");

export function found(source) {
  // The file is nowhere, but among the tools, where the compiler finds their types.
  const name = `${resolve(process.env.DONE_TOOLS)}/held-to-types.ts`;
  const options = {
    strict: true, noEmit: true, types: [], skipLibCheck: true, lib: ["lib.es5.d.ts"],
    moduleResolution: ts.ModuleResolutionKind.Node10,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, ...rest) =>
    path === name ? ts.createSourceFile(path, source, ...rest) : getSourceFile(path, ...rest);
  host.fileExists = (path) => path === name || fileExists(path);
  const messages = ts.getPreEmitDiagnostics(ts.createProgram([name], options, host));
  return messages.map((each) => ts.flattenDiagnosticMessageText(each.messageText, "\n"));
}
