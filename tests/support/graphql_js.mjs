// graphql_js.mjs TEST_ARTIFACT_GRAPHQL LIST...: our reader of GraphQL schemas against graphql-js.
//
// A LIST is a file of paths that make one schema, or "BASE,HEAD", two of them. What graphql-js builds and finds valid must be read without
// a fault, with the same definitions, and the other way round; what findBreakingChanges finds must be what is certain for us. Directives
// that are not declared, and those that callers never write, are passed over by us. Needs npm's graphql. Prints each difference.
import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {buildASTSchema, findBreakingChanges, isInputObjectType, isObjectType, isInterfaceType, isEnumType, isIntrospectionType,
	isSpecifiedScalarType, parse, validateSchema} from "graphql";
import {validateSDL} from "graphql/validation/validate.js";
import {specifiedSDLRules} from "graphql/validation/specifiedRules.js";

const [binary, ...lists] = process.argv.slice(2);
const lenient = new Set(["KnownDirectivesRule", "UniqueDirectivesPerLocationRule", "KnownArgumentNamesOnDirectivesRule",
	"ProvidedRequiredArgumentsOnDirectivesRule", "UniqueArgumentNamesRule"]);
const rules = specifiedSDLRules.filter(rule => !lenient.has(rule.name));

function ours(head, base) {
	const env = {...process.env, DONE_GRAPHQL_LIST: head, ...(base ? {DONE_GRAPHQL_BASE: base} : {})};
	return execFileSync(binary, {env, maxBuffer: 1 << 30}).toString();
}

function theirs(list) {
	const text = readFileSync(list, "utf8").split("\n").filter(Boolean).map(path => readFileSync(path, "utf8").replace(/^\uFEFF/, "")).join("\n");
	const document = parse(text, {noLocation: true});
	const errors = validateSDL(document, null, rules);
	if (errors.length)
		return {errors};
	const schema = buildASTSchema(document, {assumeValidSDL: true});
	return {schema, errors: validateSchema(schema)};
}

function names(schema) {
	const out = [];
	for (const type of Object.values(schema.getTypeMap())) {
		if (isIntrospectionType(type) || isSpecifiedScalarType(type))
			continue;
		out.push(type.name);
		if (isEnumType(type))
			type.getValues().forEach(value => out.push(`${type.name}.${value.name}`));
		if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
			for (const field of Object.values(type.getFields())) {
				out.push(`${type.name}.${field.name}: ${field.type}`);
				(field.args ?? []).forEach(arg => out.push(`${type.name}.${field.name}(${arg.name}:): ${arg.type}`));
			}
		}
	}
	return new Set(out);
}

function ourNames(text) {
	const out = new Set();
	for (const line of text.split("\n")) {
		const found = /^(scalar|type|interface|union|enum|input|field|argument|value|input-field) ([^\s:]+(?::\))?)(: [^\s]+)?/.exec(line);
		if (found && !found[2].startsWith("@"))
			out.add(found[2] + (found[3] ?? ""));
	}
	return out;
}

const theirBreaks = {
	TYPE_REMOVED: [/^(?:Standard scalar )?(\S+) was removed/, m => `type ${m[1]}`],
	TYPE_CHANGED_KIND: [/^(\S+) changed from/, m => `sort ${m[1]}`],
	FIELD_REMOVED: [/^(\S+) was removed/, m => `gone ${m[1]}`],
	FIELD_CHANGED_KIND: [/^(\S+) changed type/, m => `type of ${m[1]}`],
	ARG_REMOVED: [/^(\S+) arg (\S+) was removed/, m => `gone ${m[1]}(${m[2]}:)`],
	ARG_CHANGED_KIND: [/^(\S+) arg (\S+) has changed type/, m => `type of ${m[1]}(${m[2]}:)`],
	REQUIRED_ARG_ADDED: [/^A required arg (\S+) on (\S+) was added/, m => `new ${m[2]}(${m[1]}:)`],
	REQUIRED_INPUT_FIELD_ADDED: [/^A required field (\S+) on input type (\S+) was added/, m => `new ${m[2]}.${m[1]}`],
	VALUE_REMOVED_FROM_ENUM: [/^(\S+) was removed from enum type (\S+?)\.?$/, m => `gone ${m[2]}.${m[1]}`],
	TYPE_REMOVED_FROM_UNION: [/^(\S+) was removed from union type (\S+?)\.?$/, m => `member ${m[2]} ${m[1]}`],
	IMPLEMENTED_INTERFACE_REMOVED: [/^(\S+) no longer implements interface (\S+?)\.?$/, m => `interface ${m[1]} ${m[2]}`],
};
const ourBreaks = [
	[/^(?:scalar|type|interface|union|enum|input) '(\S+)' is gone/, m => `type ${m[1]}`],
	[/^'(\S+)' is now of sort/, m => `sort ${m[1]}`],
	[/^(?:field|input field|argument|value) '(\S+)' is gone/, m => `gone ${m[1]}`],
	[/^(?:field|input field|argument) '(\S+)' has another type/, m => `type of ${m[1]}`],
	[/^(?:input field|argument) '(\S+)' is new/, m => `new ${m[1]}`],
	[/^union '(\S+)' no longer has '(\S+)'/, m => `member ${m[1]} ${m[2]}`],
	[/^'(\S+)' no longer implements '(\S+)'/, m => `interface ${m[1]} ${m[2]}`],
];

function theirKeys(changes) {
	const out = new Set();
	for (const change of changes) {
		const row = theirBreaks[change.type];
		const found = row?.[0].exec(change.description);
		if (change.type.startsWith("DIRECTIVE") || change.type.includes("DIRECTIVE_ARG") || change.description.startsWith("Standard scalar"))
			continue;
		out.add(found ? row[1](found) : `? ${change.type} ${change.description}`);
	}
	return out;
}

function ourKeys(text) {
	const out = new Set();
	for (const line of text.split("\n").filter(line => line.startsWith("certain\t"))) {
		const message = line.split("\t")[2];
		const row = ourBreaks.find(row => row[0].test(message));
		if (!message.startsWith("directive") && !message.startsWith("argument '@"))
			out.add(row ? row[1](row[0].exec(message)) : `? ${message}`);
	}
	return out;
}

function differ(label, ours, theirs) {
	let nr = 0;
	for (const [mine, other, who] of [[ours, theirs, "ours alone"], [theirs, ours, "theirs alone"]]) {
		for (const item of mine) {
			if (!other.has(item)) {
				if (nr++ < 20)
					console.log(`${label}: ${who}: ${item}`);
			}
		}
	}
	return nr;
}

let wrong = 0;
for (const list of lists) {
	const [base, head] = list.includes(",") ? list.split(",") : [null, list];
	const text = ours(head, base);
	const faults = text.split("\n").filter(line => line.startsWith("fault\t"));
	let them;
	try {
		them = theirs(head);
	} catch (problem) {
		them = {errors: [problem]};
	}
	if ((faults.length > 0) !== (them.errors.length > 0)) {
		wrong++;
		console.log(`${list}: ours: ${faults.slice(0, 3).join(" | ") || "good"}; theirs: ${them.errors.slice(0, 3).map(e => e.message).join(" | ") || "good"}`);
	} else if (faults.length) {
		console.log(`${list}: both refuse: ours: ${faults[0]}; theirs: ${them.errors[0].message}`);
	} else if (base) {
		let old;
		try {
			old = theirs(base);
		} catch (problem) {
			old = {errors: [problem]};
		}
		if (old.errors.length) {
			console.log(`${list}: the base is refused: ${old.errors[0].message}`);
			continue;
		}
		const found = theirKeys(findBreakingChanges(old.schema, them.schema));
		const nr = differ(list, ourKeys(text), found);
		wrong += nr > 0;
		console.log(`${list}: ${found.size} breaks, ${nr} differ`);
	} else {
		const nr = differ(list, ourNames(text), names(them.schema));
		wrong += nr > 0;
		console.log(`${list}: ${names(them.schema).size} definitions, ${nr} differ`);
	}
}
console.log(`${lists.length} looked at, ${wrong} differ`);
process.exit(wrong ? 1 : 0);
