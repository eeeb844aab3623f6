#!/bin/sh
# The second half of accuracy.sh: how well preset:backend judges real services, against verdicts that
# a reader gave: by check, by repository, in all, and every row that is wrong, with what it rests on.
#
#   tests/real/accuracy_verdicts.sh LABELS PROGRAM [OWNER/NAME=]DIR...
#
# LABELS has the columns repository, commit, directory, check, truth (met, unmet, not applicable,
# debatable), why; label_checks.tsv says which check of the preset a label's check is. All services of the
# repository stand in the policy, as they would: what names one of them counts for no other.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
labels=$1 program=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

name_of() {
	path=${1%/}
	path=${path%/.git}
	path=${path%/repo}
	last=${path##*/}
	case $last in
	*+*) echo "${last%%+*}/${last#*+}" ;;
	*)
		above=${path%/*}
		echo "${above##*/}/$last"
		;;
	esac
}

# The labelled directories, and what is found beside, above and below none of them; two of one name get
# names of their own.
policy_of() {
	jq -r '.directories[] | select(.service) | .directory' "$work/found.json" >"$work/found"
	awk -F'\t' -v name="$1" '
		function below(path, above) {
			return above == "." || path == above || index(path, above "/") == 1
		}
		function last(path) { sub(/.*\//, "", path); return path }
		FILENAME ~ /found$/ { found[++nr_found] = $1; next }
		$1 == name && !($3 in is_label) { is_label[$3] = 1; paths[++nr] = $3 }
		END {
			own = nr
			for (i = 1; i <= nr_found; i++) {
				beside = 1
				for (j = 1; j <= own; j++)
					if (below(found[i], paths[j]) || below(paths[j], found[i]))
						beside = 0
				if (beside)
					paths[++nr] = found[i]
			}
			for (i = 1; i <= nr; i++)
				names[last(paths[i])]++
			print "version: 1\nextends: [preset:backend]\ntarget: gold\nservices:"
			for (i = 1; i <= nr; i++) {
				line = "  - {path: \"" paths[i] "\""
				if (names[last(paths[i])] > 1) {
					unique = paths[i]
					gsub(/\//, "-", unique)
					line = line ", name: \"" unique "\""
				}
				print line "}"
			}
		}' "$work/found" "$labels" >"$work/policy.yml"
}

for argument; do
	directory=${argument#*=} name=${argument%%=*}
	case $argument in *=*) ;; *) name=$(name_of "$directory") ;; esac
	commit=$(awk -F'\t' -v name="$name" '$1 == name { print $2; exit }' "$labels")
	if [ -z "$commit" ]; then
		echo "no verdicts for '$name'" >&2
		exit 2
	fi
	(cd "$directory" && "$program" services --trust-owner --format json "$commit") >"$work/found.json"
	policy_of "$name"
	(cd "$directory" && "$program" audit "$commit" --trust-owner --policy "$work/policy.yml" --format json) \
		>"$work/audit.json" 2>"$work/err" || [ $? -eq 1 ] || {
		echo "$name: $(tail -1 "$work/err")" >&2
		exit 3
	}
	jq -r --arg name "$name" '.runs[].services[] | .path as $path | .criteria[].checks[] | [$name, $path, .id,
		(if .verdict == "next" then (if .met_already then "met" else "unmet" end)
		 elif .verdict == "warning" or .verdict == "owed" then "unmet" else .verdict end),
		(if (.evidence | length) > 0 then (.evidence[0] | "\(.path):\(.line) \(.what)")
		 elif (.findings | length) > 0 then .findings[0].message else .reason // "" end)
		| gsub("[\\t\\n]"; " ")] | join("\t")' "$work/audit.json" >>"$work/got"
done

awk -F'\t' '
	function percent(a, b) { return b ? sprintf("%5.1f", 100 * a / b) : "    -" }
	function row(key) {
		return sprintf("%-46s %6d %6d %9d %11d %7s %7s", key, sum[key, "asked"], sum[key, "right"], sum[key, "met"],
			sum[key, "unmet"], percent(sum[key, "met"], sum[key, "said met"]),
			percent(sum[key, "unmet"], sum[key, "said unmet"]))
	}
	function head(title) {
		printf "%-46s %6s %6s %9s %11s %7s %7s\n", title, "asked", "right", "false met", "false unmet", "% met", "% unmet"
		fflush()
	}
	function count(key, got, truth) {
		sum[key, "asked"]++
		sum[key, "said " got]++
		if (got == truth)
			sum[key, "right"]++
		else
			sum[key, got]++
	}
	FILENAME ~ /label_checks.tsv$/ { check[$1] = $3; next }
	FILENAME ~ /got$/ { verdict[$1, $2, $3] = $4; says[$1, $2, $3] = $5; seen[$1] = 1; next }
	FNR == 1 || !($1 in seen) || !($4 in check) { next }
	{
		id = check[$4]
		got = verdict[$1, $3, id]
		# Debatable rows count for neither side, nor does what is not asked.
		if ((got != "met" && got != "unmet") || ($5 != "met" && $5 != "unmet"))
			next
		checks[id]
		repositories[$1]
		count(id, got, $5)
		count($1, got, $5)
		count("all", got, $5)
		if (got != $5)
			wrong[++nr_wrong] = "false " got "\t" id "\t" $1 "\t" $3 "\t" says[$1, $3, id]
	}
	END {
		head("check")
		for (id in checks)
			print row(id) | "sort"
		close("sort")
		print ""
		head("repository")
		for (name in repositories)
			print row(name) | "sort"
		close("sort")
		print row("all")
		print "\nwrong verdicts:"
		for (i = 1; i <= nr_wrong; i++)
			print wrong[i]
		if (!nr_wrong)
			print "none"
	}' "$here/label_checks.tsv" "$work/got" "$labels"
