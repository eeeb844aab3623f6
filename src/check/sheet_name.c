/* What to do where a service has no sheet: to rename the one that was meant, or to write it. */
#include "done/misnamed.h"
#include "kinds.h"

const char *done_view_misnamed_sheet(struct done_view *view)
{
	const char *wanted, *path;
	bool is_beside;

	path = done_misnamed_sheet(view->head, done_view_directory(view), DONE_SHEET_NAME,
	    view->arena, &wanted, &is_beside);
	return path ? done_misnamed_move(view->arena, path, wanted) : NULL;
}

const char *done_view_sheet_fix(struct done_view *view)
{
	const char *move = done_view_misnamed_sheet(view);

	return move ? done_arena_printf(view->arena, "rename it:\n  %s", move)
	            : done_arena_printf(view->arena, "git done init --service %s",
	                  done_arena_shown(view->arena, view->service->path));
}
