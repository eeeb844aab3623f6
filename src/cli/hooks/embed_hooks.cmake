# Writes OUT, a C file with the hook scripts of DIR: cmake -DOUT=… -DDIR=… -P embed_hooks.cmake
function(literal path out)
	file(READ ${path} text)
	string(REPLACE "\\" "\\\\" text "${text}")
	string(REPLACE "\"" "\\\"" text "${text}")
	string(REPLACE "\n" "\\n\"\n\t\t\"" text "${text}")
	set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

set(rows "")
foreach(name pre-commit pre-push pre-receive update)
	literal(${DIR}/${name} text)
	literal(${DIR}/${name}.chained chained)
	string(APPEND rows "\t{\"${name}\",\n\t\t${text},\n\t\t${chained}},\n")
endforeach()
file(WRITE ${OUT} "/* Made from hooks/ by embed_hooks.cmake. */
#include \"hooks/hooks.h\"

const struct done_hook done_hooks[] = {
${rows}};
const size_t done_hooks_nr = DONE_ARRAY_SIZE(done_hooks);
")
