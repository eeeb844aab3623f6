# Writes OUT, a C file with the styles and the script of the html format and their hashes:
# cmake -DOUT=file.c -DDIR=config/templates -P embed.cmake
# Bytes, not a literal: C promises only 4,095 characters of one.
function(digit value out)
	set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
	string(SUBSTRING ${digits} ${value} 1 digit)
	set(${out} ${digit} PARENT_SCOPE)
endfunction()

# Base 64 of 32 bytes in hex: ten groups of three, then two bytes and one '='.
function(base64 hex out)
	set(text "")
	string(APPEND hex 00)
	foreach(group RANGE 10)
		math(EXPR start "${group} * 6")
		string(SUBSTRING ${hex} ${start} 6 bytes)
		foreach(shift 18 12 6 0)
			math(EXPR value "(0x${bytes} >> ${shift}) & 63")
			digit(${value} letter)
			string(APPEND text ${letter})
		endforeach()
	endforeach()
	string(SUBSTRING ${text} 0 43 text)
	set(${out} ${text}= PARENT_SCOPE)
endfunction()

set(code "/* Made from config/templates by embed.cmake. */\n#include \"report/html/html_parts.h\"\n")
foreach(part style=report.css script=report.js pages=pages.css)
	string(REGEX MATCH "^([a-z]+)=(.*)$" part ${part})
	set(name ${CMAKE_MATCH_1})
	set(file ${DIR}/${CMAKE_MATCH_2})
	file(READ ${file} hex HEX)
	file(SHA256 ${file} hash)
	base64(${hash} hash)
	string(LENGTH "${hex}" length)
	math(EXPR length "${length} / 2")
	string(REPEAT "[0-9a-f]" 32 line)
	string(REGEX REPLACE "(${line})" "\\1\n\t" bytes "${hex}")
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
	string(APPEND code "
static const unsigned char ${name}[] = {
	${bytes}0
};

const struct done_html_template done_html_${name} = {
	(const char *)${name}, ${length}, \"sha256-${hash}\"
};
")
endforeach()
file(WRITE ${OUT} "${code}")
