#!/bin/sh
# Builds a repository of many small services, for a report with something of everything in it:
#   repository.sh DIR NR [tiers]
# A tenth of the services are bare, some lack one thing or another. Most have a sheet that says whom
# they call; a few are experiments, a few are excused from something. The policy asks five criteria; with
# "tiers" nine, each check by a tier.
# Names, dates and so commit ids are always the same; judge it by the day 2026-06-01.
set -eu
directory=$1 nr=$2 style=${3:-}

for name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\)=.*/\1/p'); do
  unset "$name"
done
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null TZ=UTC LC_ALL=C

git init -q "$directory"
cd "$directory"
git symbolic-ref HEAD refs/heads/main
git remote add origin https://example.com/acme/shop.git

policy() {
  cat <<'END'
version: 1
services:
  - path: services/*
    tags: [backend]
experiments: {max_days: 120}
criteria:
  validation:
    title: Input validation and error handling
    checks:
      input:
        why: What comes in is refused at the edge, or it fails deep inside, or not at all.
        url: https://example.com/handbook/validation
        fix: |-
          Validate each decoded request, for example:
            if err := order.Validate(); err != nil {
                refuse(w, http.StatusBadRequest, err)
            }
          or give the type a method: func (o Order) Validate() error
        when: {has: "**/*.go"}
        content: {files: ["**/*.go"], match: '\bValidate\('}
      dropped:
        why: An error that nobody sees is found by the customers.
        fix: Handle the error, or return it.
        content: {files: ["**/*.go"], forbid: '_ = \w+\('}
  logging:
    title: Logging and monitoring
    checks:
      no-print:
        why: What is printed has no level, no time and no order id.
        fix: |-
          Write through the logger:
            slog.Info("order placed", "order", order.ID)
        content: {files: ["**/*.go"], forbid: '\bfmt\.Print'}
      metrics:
        level: warning
        why: Who is called at night looks at the metrics first.
        fix: Offer /metrics.
        when: {has: "**/*.go"}
        content: {files: ["**/*.go"], match: '/metrics'}
  docs:
    title: Documentation
    checks:
      readme:
        why: Who calls the service must be able to find out how.
        markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 3}]}
      runbook:
        why: Whoever is called at night must find out what to do without calling anybody else.
        markdown: {file: RUNBOOK.md, sections: [{heading: '(?i)^alerts', min_words: 3}, {heading: '(?i)^rollback', min_words: 3}]}
  performance:
    title: Performance
    checks:
      load-test:
        why: A limit that nobody measured is found by the customers.
        fix: Write a load test and keep its result beside it.
        file: {any: ["load/*.js", "load/*.json"]}
  ownership:
    title: Ownership
    checks:
      owner:
        level: warning
        why: Somebody must answer for it.
        file: {any: [OWNERS]}
END
}

# The same with a tier for each check, and four criteria more.
policy_by_tiers() {
  policy | awk '
    /^      input:|^      readme:|^      no-print:/ { print; print "        tier: bronze"; next }
    /^      (dropped|runbook|owner):/ { print; print "        tier: silver"; next }
    /^      (metrics|load-test):/ { print; print "        tier: gold"; next }
    /level: warning/ { next }
    { print }'
  for name in backups "secrets and keys" "data retention" "incident reviews"; do
    id=$(printf %s "$name" | tr ' ' -)
    printf '  %s:\n    title: %s\n    checks:\n      written:\n        tier: gold\n        file: {any: ["docs/%s.md"]}\n' \
      "$id" "$name" "$id"
  done
}

# Everything in one pass: a shell loop with a file a turn would take minutes for 2,000 services.
{
  printf 'commit refs/heads/main\ncommitter Ada <ada@example.com> 1767225600 +0000\ndata 5\nstart\n'
  printf 'M 100644 inline .git-done.yml\ndata <<END-OF-FILE\n'
  if [ "$style" = tiers ]; then policy_by_tiers; else policy; fi
  printf 'END-OF-FILE\n\n'
  awk -v nr="$nr" '
    function file(path, text) {
      printf "M 100644 inline services/%s/%s\ndata <<END-OF-FILE\n%s\nEND-OF-FILE\n\n", name, path, text
    }
    function name_of(i) {
      return words[i % 10 + 1] (i < 10 ? "" : sprintf("-%04d", i))
    }
    # Ten words are a shop of its own; its ledger is that of the first one.
    function sheet(i,  first, kind, text, list, nr, parts) {
      first = i - i % 10
      kind = i % 10
      text = "owner: \"@shop/team-" i % 4 "\"\n"
      if (i % 17 == 2)
        text = text "stage: {name: experiment, until: 2026-" sprintf("%02d-%02d", 5 + i % 5, 1 + i % 28) ", why: to find out whether anybody wants it}\n"
      if (i % 7 == 1 && i % 3 < 2)
        text = text "waivers:\n  - {check: logging.no-print, reason: the printer is replaced by a logger in summer, by: lead@example.com, until: 2026-" sprintf("%02d-%02d", 5 + i % 3, 1 + i % 28) "}\n"
      list = calls[kind] (kind == 7 && i % 3 == 1 ? " async:" 6 : "")
      nr = split(list, parts, " ")
      if (nr)
        text = text "communication:\n  calls:\n"
      for (; nr > 0; nr--) {
        split(parts[nr], call, ":")
        text = text "    - {to: \"" (call[2] ~ /^[0-9]$/ ? name_of(call[2] == 3 ? 3 : first + call[2]) : call[2] == "bank" ? "external:bank" : call[2]) "\", style: " call[1] (call[3] ? ", via: " call[3] : "") "}\n"
      }
      return text
    }
    BEGIN {
      split("billing checkout pricing ledger mailer search stock orders payments invoices", words, " ")
      # By the place of the word: how, whom (a word of the same shop, or a name), via what.
      calls[0] = "sync:3:grpc async:4:mails sync:bank:rest"
      calls[1] = "sync:0:grpc sync:2:rest sync:6 async:7:placed-orders"
      calls[2] = "sync:rates:rest"
      calls[5] = "sync:6 sync:2:rest"
      calls[6] = "async:7:stock-events"
      calls[7] = "sync:8:grpc async:9:orders async:4:mails sync:warehouse:rest"
      calls[8] = "sync:3:grpc sync:bank:rest"
      calls[9] = "async:4:mails"
      for (i = 0; i < nr; i++) {
        name = name_of(i)
        code = "package main\n\nfunc main() {\n\thandle(\"/metrics\")\n\torder.Validate()\n"
        if (i % 7 == 1)
          for (j = 0; j < 3 + (i == 1) * 30; j++)
            code = code "\tfmt.Println(\"here\", " j ")\n"
        if (i % 11 == 2) code = code "\t_ = close(file)\n"
        if (i % 13 == 3) gsub("Validate", "Accept", code)
        if (i % 5 == 4) gsub("/metrics", "/health", code)
        if (i % 10 != 9) file("main.go", code "}")
        if (i % 10 != 9) file("README.md", "# " name "\n\n## Purpose\n\nIt keeps the orders of the shop.")
        if (i % 4 != 2) file("RUNBOOK.md", "## Alerts\n\nLook at the dashboard first.\n\n## Rollback\n\nDeploy what was there before.")
        if (i % 3 != 1) file("load/result.json", "{}")
        if (i % 6 != 5) file("OWNERS", "team@example.com")
        if (i % 9 != 8) file("done.yml", sheet(i))
      }
    }'
} | git fast-import --quiet
