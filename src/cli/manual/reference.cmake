# Writes config/reference/*.md anew, as `git-done explain` prints them: a page for each kind, the ecosystems, the policy and
# the sheet. cmake -DPROGRAM=git-done -DDIR=config/reference -P reference.cmake
execute_process(COMMAND ${PROGRAM} explain OUTPUT_VARIABLE names COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "\n\nChecks of .*" "" names "${names}")
string(REGEX MATCHALL "\n  [a-z_]+ " names "${names}")
foreach(name IN LISTS names)
	string(STRIP "${name}" name)
	execute_process(COMMAND ${PROGRAM} explain ${name} OUTPUT_FILE ${DIR}/${name}.md COMMAND_ERROR_IS_FATAL ANY)
endforeach()
