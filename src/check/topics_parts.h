/* Inside topics: what the two sorts of document share, for topics_search.c and topics_common.c. */
#ifndef DONE_CHECK_TOPICS_PARTS_H
#define DONE_CHECK_TOPICS_PARTS_H

#include "topics.h"

/* What a met topic is shown by: "section 'Runbook'", "'Purpose' in a list or table". */
struct done_topic_shown {
	const char *title;
	bool heading;
};

/* 1 with evidence where the part has what the topic needs. */
int done_topic_holds(struct done_topic_search *search, const struct done_extent *extent,
    struct done_topic_shown shown, struct done_error *err);

/* Words that one knows beforehand: the service's name, its directory, the title. */
const char *done_topic_known_words(const struct done_topic_search *search, const char *title);
void done_topic_add_evidence(struct done_topic_search *search, const struct done_extent *extent,
    struct done_topic_shown shown, const char *what);

/* ---- the purpose (topics_purpose.c) ---- */

/* The part has words that tell something: "Example of the cart microservice" has none. */
bool done_topic_tells(
    const struct done_topic_search *search, const struct done_extent *extent, const char *title);

/* The text is one that frameworks, generators or templates of a README put there. */
bool done_topic_is_template(struct done_bytes text);

/* ---- what says nothing of the service (topics_notice.c) ---- */

/* Bytes of signs and emoji that the text begins with. */
size_t done_notice_signs(struct done_bytes text);
/* The paragraph warns somebody, or its first sentence says that the repository moved or ended. */
bool done_notice_is(struct done_bytes text);
/* The heading begins such a part. */
bool done_notice_is_heading(const char *heading);
/* A short text that says only what the service is made with: "Powered by Express". */
bool done_notice_is_making(struct done_bytes text);
/* "Shop Cart is a …", "Cart keeps …": the sentence's subject is the service, by one of its names.
 */
bool done_notice_names_subject(struct done_topic_search *search, struct done_bytes text);

/* The heading is of the service's parts or of who made it: "Components overview", "About us". */
bool done_topic_is_purpose_aside(const char *heading);
/* 1 with evidence where a drawing of the folders says what the service's is for. */
int done_topic_in_tree(struct done_topic_search *search, const struct done_extent *extent);

/* ---- the service that a repository is about (topics_main.c, topics_front.c) ---- */

/* Pages of documents, which a site may be made of. */
#define DONE_TOPIC_DOCS                                                                       \
	"{docs,doc,documentation,site,website,book,docs-*,*-docs,*-site,*-website}/**/*.{md," \
	"mdx,adoc,rst}"

/* The only service of the map, or the one of few that is called as a product's program is. */
bool done_topic_is_main(const struct done_view *view);
/* "docs/index.md", "overview.rst": documents begin with it. */
bool done_topic_is_front(const char *path);
/* 1 with evidence where a page that documents begin with says what it is for. */
int done_topic_in_front(struct done_topic_search *search, struct done_error *err);
/* 1 with evidence where "CART-README.md" of the root has the topic. */
int done_topic_in_named_readme(struct done_topic_search *search, struct done_error *err);
/* 1 with evidence where "## About" and its like says what the service does (topics_common.c). */
int done_topic_about(
    struct done_topic_search *search, const struct done_extent *extent, struct done_error *err);
/* Decisions, proposals and news speak of a change, not of what there is (topics_main.c). */
bool done_topic_is_of_past(const char *path);

typedef int done_topic_item_visit(struct done_topic_search *search, const struct done_extent *item,
    struct done_bytes lead, struct done_error *err);
/* Calls visit for each item and row until it gives something else than 0. */
int done_topic_each_item(struct done_topic_search *search, const struct done_extent *extent,
    done_topic_item_visit *visit, struct done_error *err);

/* "https://…": a page elsewhere, or of this tree as a host shows it. */
bool done_topic_is_address(const char *target);
/* The document of this tree and the part of it that a link leads to: 1, or 0. */
int done_topic_follow(struct done_topic_search *search, const struct done_extent *from,
    const struct done_link *link, struct done_file *file, struct done_extent *out,
    struct done_error *err);

#endif
