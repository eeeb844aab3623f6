/* `losses`: what comes of a check that only warns where a change takes away what met it. */
#include "loader.h"

const char *const done_losses_names[] = {
    [DONE_LOSSES_TELL] = "tell",
    [DONE_LOSSES_REFUSE] = "refuse",
    NULL,
};

const struct done_field done_losses_field = {
    .name = "losses",
    .type = DONE_FIELD_ENUM,
    .names = done_losses_names,
    .preset = DONE_LOSSES_UNSAID,
    .tighter = {DONE_TIGHTER_BY_CODE},
    .help = "What happens where a check only warns, the base met it, and a change takes away what "
            "met it: refuse (the change is refused, and told what to bring back) or tell (it only "
            "warns). Default: refuse for checks on trial, tell for the others.",
};

int done_losses_load(
    struct done_loader *loader, const struct done_value *value, int *out, struct done_error *err)
{
	return done_type_of(done_losses_field.type)
	    ->load(loader, &done_losses_field, value, out, err);
}
