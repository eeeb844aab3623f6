# What `cmake --install` places, and what `cpack -G DEB` packs: the program, its manual pages, completions, schemas, hooks
# and CI files.
set(DONE_PACKAGE_CONTACT "the git-done authors <git-done@users.noreply.github.com>" CACHE STRING "Who made the package")

find_program(DONE_GZIP gzip)
set(manual ${CMAKE_CURRENT_BINARY_DIR}/manual)
add_custom_command(OUTPUT ${manual}.made
	COMMAND ${CMAKE_COMMAND} "-DRUN=${CMAKE_CROSSCOMPILING_EMULATOR}" -DPROGRAM=$<TARGET_FILE:git-done> -DDIR=${manual}
		"-DGZIP=$<$<BOOL:${DONE_GZIP}>:${DONE_GZIP}>" -P ${CMAKE_CURRENT_SOURCE_DIR}/src/cli/manual/pages.cmake
	COMMAND ${CMAKE_COMMAND} -E touch ${manual}.made
	DEPENDS git-done src/cli/manual/pages.cmake VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}.made)

# The reference pages are kept in the repository, so that they can be read without a build: after a change of a kind, an
# ecosystem or a key this writes them again. A test compares them.
add_custom_target(reference
	COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:git-done> -DDIR=${CMAKE_CURRENT_SOURCE_DIR}/config/reference
		-P ${CMAKE_CURRENT_SOURCE_DIR}/src/cli/manual/reference.cmake
	DEPENDS git-done src/cli/manual/reference.cmake VERBATIM)

set(share ${CMAKE_INSTALL_DATADIR})
install(TARGETS git-done RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${manual}/ DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES config/completion/git-done.bash DESTINATION ${share}/bash-completion/completions RENAME git-done)
install(FILES config/completion/git-done.zsh DESTINATION ${share}/zsh/vendor-completions RENAME _git-done)
install(FILES config/completion/git-done.fish DESTINATION ${share}/fish/vendor_completions.d)
file(GLOB schemas CONFIGURE_DEPENDS config/*.schema.json)
install(FILES ${schemas} DESTINATION ${share}/git-done/schema)
install(DIRECTORY hooks DESTINATION ${share}/git-done USE_SOURCE_PERMISSIONS)
install(DIRECTORY ci DESTINATION ${share}/git-done USE_SOURCE_PERMISSIONS
	PATTERN "test.sh" EXCLUDE PATTERN "slow.sh" EXCLUDE PATTERN "tidy.sh" EXCLUDE PATTERN "package.sh" EXCLUDE)
install(FILES README.md .github/SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY config/reference DESTINATION ${CMAKE_INSTALL_DOCDIR})

# A package says more than an installation by hand: the licence and the changes as Debian wants them.
set(debian ${CMAKE_CURRENT_BINARY_DIR}/debian)
set(when $ENV{SOURCE_DATE_EPOCH})
if(NOT when)
	execute_process(COMMAND git -C ${CMAKE_CURRENT_SOURCE_DIR} log -1 --format=%ct
		OUTPUT_VARIABLE when OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
set(ENV{SOURCE_DATE_EPOCH} ${when})
string(TIMESTAMP day "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(READ LICENSE licence)
string(REGEX REPLACE "^MIT License\n\n" "" licence "${licence}")
string(REGEX REPLACE "Copyright \\(c\\) ([^\n]*)\n\n" "" unused "${licence}")
string(REGEX MATCH "Copyright \\(c\\) ([^\n]*)" unused "${licence}")
set(holder ${CMAKE_MATCH_1})
string(REGEX REPLACE "^Copyright[^\n]*\n\n" "" licence "${licence}")
string(REGEX REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REGEX REPLACE "\n$" "" licence "${licence}")
string(REPLACE "\n" "\n " licence "${licence}")
file(CONFIGURE OUTPUT ${debian}/copyright @ONLY CONTENT [[
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: git-done

Files: *
Copyright: @holder@
License: Expat

License: Expat
 @licence@
]])
file(CONFIGURE OUTPUT ${debian}/changelog @ONLY CONTENT [[
git-done (@PROJECT_VERSION@) unstable; urgency=medium

  * What changed is in CHANGELOG.md.gz beside this file.

 -- @DONE_PACKAGE_CONTACT@  @day@
]])
configure_file(CHANGELOG.md ${debian}/CHANGELOG.md COPYONLY)
if(DONE_GZIP)
	execute_process(COMMAND ${DONE_GZIP} -9nf ${debian}/changelog ${debian}/CHANGELOG.md COMMAND_ERROR_IS_FATAL ANY)
endif()
install(FILES LICENSE CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT plain)
install(FILES ${debian}/copyright ${debian}/changelog.gz ${debian}/CHANGELOG.md.gz
	DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "${DONE_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_VENDOR "the git-done authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "hold every service that a push touches to a bar")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
	"git done finds the services that a change touches and checks each for what\n\
a policy asks: validated input, handled errors, logs, health, documents,\n\
load, and the answers to what a service owns and how it fails. It refuses\n\
the commit, the push or the pipeline when the bar is not met, and says what\n\
is missing, where, and how to fix it.\n\
\n\
It is one program. It uses no network and runs no code of the repository.")
set(CPACK_DEBIAN_PACKAGE_SECTION vcs)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS git)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
	WORLD_EXECUTE)
set(CPACK_INSTALL_CMAKE_PROJECTS "${CMAKE_CURRENT_BINARY_DIR};git-done;Unspecified;/;${CMAKE_CURRENT_BINARY_DIR};git-done;debian;/")
include(CPack)
