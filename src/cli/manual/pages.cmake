# Writes every manual page that PROGRAM prints into DIR: cmake -DPROGRAM=... -DDIR=... -P pages.cmake.
# RUN may be what runs a program of another machine.
file(REMOVE_RECURSE ${DIR})
file(MAKE_DIRECTORY ${DIR}/man1 ${DIR}/man5)
execute_process(COMMAND ${RUN} ${PROGRAM} manual OUTPUT_VARIABLE pages COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" pages "${pages}")
foreach(page ${pages})
	string(REGEX REPLACE ".*\\." "" section ${page})
	set(file ${DIR}/man${section}/${page})
	execute_process(COMMAND ${RUN} ${PROGRAM} manual ${page} OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
	if(GZIP)
		# Without name and time: two builds give equal bytes.
		execute_process(COMMAND ${GZIP} -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
	endif()
endforeach()
