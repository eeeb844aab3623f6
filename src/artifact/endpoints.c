/* Endpoints that a document lists in prose, in tables or in blocks of code: "GET /carts/{id}". */
#include "done/description.h"

#include <ctype.h>
#include <string.h>

#define ENDPOINTS_MAX 200
#define GAP_MAX 24 /* between the method and its path: "| GET | `/carts`" */

static const char *const endpoint_methods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"};

static size_t endpoint_method(const char *at, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(endpoint_methods); i++) {
		size_t size = strlen(endpoint_methods[i]);

		if (len > size && !memcmp(at, endpoint_methods[i], size) &&
		    !isalnum((unsigned char)at[size]))
			return size;
	}
	return 0;
}

/* "SITE_ROOT/api", "{{host}}/api", "$HOST/api", "localhost:80/api": where its '/' stands; else i.
 */
static size_t endpoint_host(const char *at, size_t len, size_t i)
{
	bool is_host = false;
	size_t end = i;

	for (; end < len && at[end] != '/'; end++) {
		if (!isalnum((unsigned char)at[end]) && !strchr("_{}$<>:.-", at[end]))
			return i;
		is_host = is_host || strchr("_{$<:.", at[end]);
	}
	return is_host && end < len ? end : i;
}

/* The path behind a method: blanks, bars, quotes and markup may stand between, or a host. */
static struct done_bytes endpoint_path(const char *at, size_t len)
{
	static const char host[] = "http";
	size_t i = 0, end;

	while (i < len && i < GAP_MAX && strchr(" \t|`*:\"'<>[](-", at[i]))
		i++;
	if (i < len && len - i > sizeof(host) && !memcmp(at + i, host, sizeof(host) - 1)) {
		while (i < len && at[i] != ':')
			i++;
		i += 3;
		while (i < len && at[i] != '/' && !isspace((unsigned char)at[i]))
			i++;
	}
	i = endpoint_host(at, len, i);
	if (i >= len || at[i] != '/')
		return (struct done_bytes){NULL, 0};
	for (end = i; end < len && !isspace((unsigned char)at[end]) && !strchr("|`\"'<>?", at[end]);
	     end++)
		;
	/* A mark of the sentence is no part of it. */
	while (end > i + 1 && strchr(",.;:)", at[end - 1]))
		end--;
	return (struct done_bytes){at + i, end - i};
}

/* The path in the cell before the method's: "| `/carts/{id}` | GET |"; or at the beginning of its
 * line, with a gap between: "/carts/{id}     GET a cart". */
static struct done_bytes endpoint_path_before(const char *text, size_t at)
{
	const char *end = text + at, *begin;

	while (end > text && strchr(" \t`*|", end[-1]))
		end--;
	for (begin = end; begin > text && !strchr(" \t\n`|", begin[-1]); begin--)
		;
	bool is_column = text + at - end > 1 && (begin == text || begin[-1] == '\n');
	if (end == text + at || begin == end || *begin != '/' ||
	    (!is_column && !memchr(end, '|', (size_t)(text + at - end))))
		return (struct done_bytes){NULL, 0};
	return (struct done_bytes){begin, (size_t)(end - begin)};
}

/* ---- requests by curl ---- */

/* The end of a command: of its line, or of those that it goes on in. */
static size_t request_end(struct done_bytes text, size_t i)
{
	while (i < text.len && (text.ptr[i] != '\n' || (i && text.ptr[i - 1] == '\\')))
		i++;
	return i;
}

/* "localhost:9200": a port that other software answers at, on the machine of a developer too. */
static bool request_is_others(const char *host, size_t len)
{
	/* Elasticsearch, Consul, CouchDB, RabbitMQ, Jaeger, Zipkin, Docker, etcd, Solr, Neo4j,
	 * Kibana, ClickHouse, LocalStack, Nomad, Qdrant, Ollama. Services listen at 8081 and 9090,
	 * too, so Prometheus and others are not here. */
	static const char ports[] = " 9200 9300 8500 5984 15672 16686 9411 2375 2376 2379 8983 "
	                            "7474 5601 8123 4566 4646 6333 11434 ";
	const char *colon = memchr(host, ':', len);
	char port[8] = " ";
	size_t size = 0;

	if (!colon)
		return false;
	while (colon + 1 + size < host + len && size < 5 && isdigit((unsigned char)colon[1 + size]))
		size++;
	memcpy(port + 1, colon + 1, size);
	port[size + 1] = ' ';
	return size >= 4 && strstr(ports, port);
}

/* Hosts that stand for the service at hand: "localhost:80", "$HOST", "{{url}}", "cart:8080",
 * "cart.example.com". */
static bool request_is_own(const char *host, size_t len)
{
	static const char *const own[] = {"localhost", "127.0.0.1", "0.0.0.0", "example."};
	bool has_dot = false;

	if (request_is_others(host, len))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (strchr("$<{", host[i]) ||
		    (host[i] == ':' && i + 1 < len && isdigit((unsigned char)host[i + 1])))
			return true;
		has_dot |= host[i] == '.';
	}
	for (size_t k = 0; k < DONE_ARRAY_SIZE(own); k++) {
		size_t size = strlen(own[k]);

		for (size_t i = 0; i + size <= len; i++) {
			if (!memcmp(host + i, own[k], size))
				return true;
		}
	}
	return len > 0 && !has_dot;
}

/* "curl -X POST -d '{}' http://localhost:80/carts": its path. */
static struct done_bytes request_path(struct done_bytes text, size_t i)
{
	size_t end = request_end(text, i);

	for (; i < end; i++) {
		size_t host = i, stop;

		if (!strchr(" \t\n\"'", text.ptr[i]) || i + 1 == end)
			continue;
		host++;
		for (stop = host; stop + 2 < end && isalpha((unsigned char)text.ptr[stop]); stop++)
			;
		if (stop + 2 < end && !memcmp(text.ptr + stop, "://", 3))
			host = stop + 3;
		for (stop = host; stop < end &&
		     (isalnum((unsigned char)text.ptr[stop]) ||
		         strchr("$<>{}_.:-", text.ptr[stop]));
		     stop++)
			;
		if (stop == host || stop == end || text.ptr[stop] != '/' || text.ptr[host] == '-' ||
		    !request_is_own(text.ptr + host, stop - host))
			continue;
		for (host = stop; stop < end && !strchr(" \t\n\"'`?\\", text.ptr[stop]); stop++)
			;
		return (struct done_bytes){text.ptr + host, stop - host};
	}
	return (struct done_bytes){NULL, 0};
}

/* What every service has describes none. */
static bool endpoint_is_common(struct done_bytes path)
{
	static const char *const common[] = {"/", "/health", "/healthz", "/livez", "/readyz",
	    "/ready", "/live", "/metrics", "/ping", "/status", "/version", "/actuator/health",
	    "/actuator/info", "/actuator/prometheus", "/actuator"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(common); i++) {
		if (strlen(common[i]) == path.len && !memcmp(common[i], path.ptr, path.len))
			return true;
	}
	return false;
}

/* One endpoint of a text: from its method to its path, or the path of a request by curl. */
static struct done_bytes endpoint_at(struct done_bytes text, size_t i, size_t *skip)
{
	size_t method = endpoint_method(text.ptr + i, text.len - i), end;
	struct done_bytes path;

	*skip = 0;
	if (text.len - i > 5 && !memcmp(text.ptr + i, "curl ", 5)) {
		path = request_path(text, i);
		*skip = request_end(text, i) - i; /* its method is none of another endpoint */
		return path.len && !endpoint_is_common(path) ? path : (struct done_bytes){NULL, 0};
	}
	if (!method)
		return (struct done_bytes){NULL, 0};
	for (end = i; end < text.len && text.ptr[end] != '\n'; end++)
		;
	path = endpoint_path(text.ptr + i + method, end - i - method);
	if (path.len && endpoint_is_common(path))
		return (struct done_bytes){NULL, 0};
	if (path.len)
		return (struct done_bytes){
		    text.ptr + i, (size_t)(path.ptr + path.len - (text.ptr + i))};
	path = endpoint_path_before(text.ptr, i);
	if (path.len)
		path.len = (size_t)(text.ptr + i + method - path.ptr);
	return path;
}

size_t done_endpoints_in_prose(struct done_bytes text, int from, int to, int *line)
{
	struct done_bytes seen[ENDPOINTS_MAX]; /* from the method on */
	size_t nr = 0, skip = 0;
	int at_line = 1;

	for (size_t i = 0; i < text.len && nr < ENDPOINTS_MAX; i++) {
		struct done_bytes whole;
		size_t j = 0;

		at_line += text.ptr[i] == '\n';
		if (skip) {
			skip--;
			continue;
		}
		if (at_line < from || (to && at_line > to) ||
		    (i && isalnum((unsigned char)text.ptr[i - 1])))
			continue;
		whole = endpoint_at(text, i, &skip);
		while (j < nr &&
		    (seen[j].len != whole.len || memcmp(seen[j].ptr, whole.ptr, whole.len) != 0))
			j++;
		if (!whole.len || j < nr)
			continue;
		if (!nr)
			*line = at_line;
		seen[nr++] = whole;
	}
	return nr;
}

struct done_bytes done_endpoint_requested(struct done_bytes text)
{
	for (size_t i = 0, skip = 0; i < text.len; i += skip + 1) {
		struct done_bytes whole = {NULL, 0};

		skip = 0;
		if (!i || !isalnum((unsigned char)text.ptr[i - 1]))
			whole = endpoint_at(text, i, &skip);
		const char *path = whole.len ? memchr(whole.ptr, '/', whole.len) : NULL;
		if (!path)
			continue;
		whole.len -= (size_t)(path - whole.ptr);
		for (whole.ptr = path, path = whole.ptr; /* "/orders | GET" */
		     path < whole.ptr + whole.len && !strchr(" \t`|\"'", *path); path++)
			;
		whole.len = (size_t)(path - whole.ptr);
		return whole;
	}
	return (struct done_bytes){NULL, 0};
}
