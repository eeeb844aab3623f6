/* Inside the profile room: the hints by which a declaration is joined to a program. */
#ifndef DONE_PROFILE_JOIN_H
#define DONE_PROFILE_JOIN_H

#include "finder.h"

/* Equal, or equal but for one trailing "service" and the like, or the text's last words are it. */
bool done_hint_is_called(const char *text, size_t len, const char *name);
/* A folder's name that many have: it names nothing. */
bool done_hint_is_vague(const char *name);
/* The text names the program, or its unit. */
bool done_hint_calls(const struct done_program *program, const char *text, size_t len);
/* What it starts or builds names the program. */
bool done_hint_starts(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program);
/* A web server of Python is given a module of the unit: "gunicorn shop.web:app". */
bool done_hint_starts_module(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program);
/* A container file that is called after it: Dockerfile-web. */
bool done_hint_file_calls(const char *path, const struct done_program *program);
bool done_hint_file_is_aside(const char *path);
bool done_hint_copies(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program);
/* A file that is called as the program's folder: what was built of it. */
bool done_hint_copies_binary(
    const struct done_declaration *declaration, const struct done_program *program);
bool done_hint_mounts(struct done_finder *finder, const struct done_declaration *declaration,
    const struct done_program *program);
/* It starts the runtime of the ecosystem; true where that needs none. */
bool done_hint_runs(
    const struct done_declaration *declaration, const struct done_ecosystem *ecosystem);

bool done_hint_is_once(const char *name);
/* "shop-redis", "redis-master": a word of it is. NULL: no name. */
bool done_hint_is_of_others(struct done_finder *finder, const char *name);
/* The unit that all services are of; NULL: there are several, or none. */
const struct done_unit *done_join_only_unit(const struct done_finder *finder);

#endif
