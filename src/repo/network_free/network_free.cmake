# Sets DONE_LIBGIT2 to the target to link: libgit2 statically without its network code where that links (the release build's
# fast start), else the shared library of pkg-config.
set(DONE_LIBGIT2 PkgConfig::LIBGIT2)
option(DONE_STATIC_LIBGIT2 "Link libgit2 statically without its network code, where that works" ON)
if(NOT DONE_STATIC_LIBGIT2 OR DONE_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Release")
	return()
endif()

set(archives)
foreach(name git2 http_parser mbedcrypto pcre2-8 z)
	find_library(DONE_ARCHIVE_${name} lib${name}.a)
	if(NOT DONE_ARCHIVE_${name})
		message(STATUS "libgit2: shared (no lib${name}.a)")
		return()
	endif()
	list(APPEND archives ${DONE_ARCHIVE_${name}})
endforeach()

set(folder ${CMAKE_CURRENT_SOURCE_DIR}/src/repo/network_free)
try_compile(DONE_NETWORK_FREE_LINKS
	SOURCES ${folder}/probe.c ${folder}/network_free.c
	CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${LIBGIT2_INCLUDE_DIRS}"
	LINK_LIBRARIES ${archives} Threads::Threads
	OUTPUT_VARIABLE why)
if(NOT DONE_NETWORK_FREE_LINKS)
	message(STATUS "libgit2: shared (the static one does not link without its network code)")
	return()
endif()
message(STATUS "libgit2: static, without its network code")
# As an object, not an archive: its symbols must be there before libgit2 asks for them.
add_library(done_network_free OBJECT ${folder}/network_free.c)
add_library(done_libgit2 INTERFACE)
target_link_libraries(done_libgit2 INTERFACE $<TARGET_OBJECTS:done_network_free> ${archives} Threads::Threads)
set(DONE_LIBGIT2 done_libgit2)
