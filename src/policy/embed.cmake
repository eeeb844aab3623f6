# Writes OUT, a C file with the table TABLE of FILES, sorted by name:
# (by its folder: -DBY_FOLDER=ON; by its ending: -DBY_ENDING=ON)
# cmake -DOUT=file.c -DTABLE=done_ci_files "-DFILES=a.yml;b.yml" -P embed.cmake
# Bytes, not a literal: C promises only 4,095 characters of one.
set(arrays "")
set(rows "")
set(count 0)
list(SORT FILES)
foreach(file ${FILES})
	get_filename_component(name ${file} NAME_WE)
	if(BY_ENDING) # git-done.bash is "bash"
		get_filename_component(name ${file} LAST_EXT)
		string(SUBSTRING ${name} 1 -1 name)
	endif()
	if(BY_FOLDER) # ci/gitlab/git-done.yml is "gitlab"
		get_filename_component(name ${file} DIRECTORY)
		get_filename_component(name ${name} NAME)
	endif()
	file(READ ${file} text)
	string(HEX "${text}" hex)
	string(LENGTH "${hex}" length)
	math(EXPR length "${length} / 2")
	string(REPEAT "[0-9a-f]" 32 line)
	string(REGEX REPLACE "(${line})" "\\1\n\t" bytes "${hex}")
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
	string(APPEND arrays "static const unsigned char text_${count}[] = {\n\t${bytes}0\n};\n\n")
	string(APPEND rows "\t{\"${name}\", (const char *)text_${count}, ${length}},\n")
	math(EXPR count "${count} + 1")
endforeach()
# An empty table is no C: its one row is not counted.
if(count EQUAL 0)
	set(rows "\t{\"\", \"\", 0},\n")
endif()
file(WRITE ${OUT} "/* Made from config by embed.cmake. */
#include \"done/policy.h\"

extern const struct done_embedded_text ${TABLE}[];
extern const size_t ${TABLE}_nr;

${arrays}const struct done_embedded_text ${TABLE}[] = {
${rows}};
const size_t ${TABLE}_nr = ${count};
")
