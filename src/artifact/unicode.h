/* Inside the artifact room: what Unicode says of characters (unicode.c). */
#ifndef DONE_ARTIFACT_UNICODE_H
#define DONE_ARTIFACT_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A letter, mark, decimal digit or connector such as '_', in any script. */
bool done_unicode_is_word(uint32_t character);
/* Its small letter, or itself. */
uint32_t done_unicode_lower(uint32_t character);
/* Writes a character as UTF-8: 1 to 4 bytes. */
size_t done_unicode_write(uint32_t character, char out[4]);

#endif
