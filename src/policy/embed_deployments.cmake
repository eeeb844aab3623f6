# Writes OUT, a C file with the bytes of FILE: cmake -DOUT=file.c -DFILE=deployments.yml -P embed_deployments.cmake
file(READ ${FILE} hex HEX)
string(LENGTH "${hex}" length)
math(EXPR length "${length} / 2")
string(REPEAT "[0-9a-f]" 32 line)
string(REGEX REPLACE "(${line})" "\\1\n\t" bytes "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "/* Made from config/deployments.yml by embed_deployments.cmake. */
#include <stddef.h>

extern const char done_deployments_text[];
extern const size_t done_deployments_text_len;

/* Bytes, not a literal: C promises only 4,095 characters of one. */
const char done_deployments_text[] = {\n\t${bytes}0\n};
const size_t done_deployments_text_len = ${length};
")
