/* Images and names of software that everybody runs and nobody of a repository wrote. */
#include <string.h>

#include "done/deployment.h"

static bool software_is_among(const char *const *names, size_t nr, const char *word, size_t len)
{
	for (size_t i = 0; i < nr; i++) {
		if (!strncmp(word, names[i], len) && !names[i][len])
			return true;
	}
	return false;
}

static bool is_software(const char *word, size_t len)
{
	static const char *const names[] = {"redis", "postgres", "mysql", "mariadb", "mongo",
	    "memcached", "rabbitmq", "nginx", "elasticsearch", "kafka", "zookeeper", "consul",
	    "vault", "nats", "minio", "cassandra", "neo4j", "influxdb", "traefik", "unleash",
	    "opensearch", "clickhouse", "etcd", "keycloak", "localstack", "mongodb", "postgis",
	    "postgresql", "timescaledb", "pgvector", "valkey", "adminer", "pgadmin4", "mailhog",
	    "mailpit", "wiremock", "dynamodb"};

	return software_is_among(names, DONE_ARRAY_SIZE(names), word, len);
}

bool done_software_of_others(const char *name)
{
	return is_software(name, strlen(name));
}

bool done_software_image(const char *image)
{
	static const char *const beside[] = {"cp", "server", "alpine", "debian", "management",
	    "cluster", "standalone", "bitnami", "db", "ha", "oss", "community", "local"};
	const char *word = done_last_part(image);
	size_t end = strcspn(word, ":@");
	bool is_known = false;

	for (size_t len; end; word += len, end -= len) {
		len = strcspn(word, "-_.:@");
		if (len && !software_is_among(beside, DONE_ARRAY_SIZE(beside), word, len)) {
			if (!is_software(word, len))
				return false;
			is_known = true;
		}
		len += len < end;
	}
	return is_known;
}

bool done_software_within(const char *name)
{
	for (size_t len; *name; name += len) {
		len = strcspn(name, "-_.:");
		if (is_software(name, len))
			return true;
		len += name[len] != '\0';
	}
	return false;
}
