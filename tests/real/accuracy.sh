#!/bin/sh
# How well services are found in real repositories: precision and recall against labels that a reader
# gave, per repository and in all, and every row that is wrong.
#
#   tests/real/accuracy.sh --labels services.tsv [--program git-done] DIR...
#   tests/real/accuracy.sh --verdicts labels.tsv [--program git-done] DIR...
#
# DIR is a git directory or a clone of a labelled repository; its name is the repository's, with '+' or
# '/' between owner and name (…/owner+name, …/owner/name, a trailing /repo or /.git aside), or is given as
# OWNER/NAME=DIR. The labels have the columns repository, commit, directory; '-' as directory: none.
# With --verdicts: accuracy_verdicts.sh, whose labels are tests/real/labels.tsv or of that form.
# A find that names a parent or a child of a labelled directory counts where that holds no other labelled
# directory and no other find.
set -eu

usage() {
	echo "usage: accuracy.sh --labels FILE|--verdicts FILE [--program PROGRAM] [OWNER/NAME=]DIR..." >&2
	exit 2
}

labels='' verdicts='' program=git-done
while [ $# -gt 0 ]; do
	case $1 in
	--labels)
		[ $# -ge 2 ] || usage
		labels=$2
		shift 2
		;;
	--verdicts)
		[ $# -ge 2 ] || usage
		verdicts=$2
		shift 2
		;;
	--program)
		[ $# -ge 2 ] || usage
		program=$2
		shift 2
		;;
	-*) usage ;;
	*) break ;;
	esac
done
if [ $# -eq 0 ] || ! { [ -r "$labels" ] || [ -r "$verdicts" ]; }; then
	usage
fi
if [ -n "$verdicts" ]; then
	[ -r "$verdicts" ] || usage
	"$(dirname "$0")/accuracy_verdicts.sh" "$verdicts" "$program" "$@"
	[ -n "$labels" ] || exit 0
	echo
fi

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

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for argument; do
	directory=${argument#*=} name=${argument%%=*}
	case $argument in *=*) ;; *) name=$(name_of "$directory") ;; esac
	commit=$(awk -F'\t' -v name="$name" '$1 == name { print $2; exit }' "$labels")
	if [ -z "$commit" ]; then
		echo "no labels for '$name'" >&2
		exit 2
	fi
	awk -F'\t' -v name="$name" '$1 == name && $3 != "-" { print $3 }' "$labels" >"$work/labels"
	started=$(date +%s%N)
	(cd "$directory" && "$program" services --trust-owner --format json "$commit") \
		>"$work/found.json" 2>"$work/err" || {
		echo "$name: $(tail -1 "$work/err")" >&2
		exit 3
	}
	ended=$(date +%s%N)
	jq -r '.directories[] | select(.service) | [.directory, .kind, (.why.path // "") + ":" + (.why.line | tostring) + " " + (.why.what // "")] | @tsv' \
		"$work/found.json" >"$work/found"
	jq -r --arg name "$name" --arg ms "$(((ended - started) / 1000000))" \
		'[$name, (.files_opened | tostring), (.files | tostring), $ms] | @tsv' "$work/found.json" >>"$work/cost"
	awk -F'\t' -v name="$name" '
		function below(path, above) {
			return above == "." || path == above || index(path, above "/") == 1
		}
		# Whether one directory stands for the other: nothing else lies at or below the upper one.
		function alone(upper, a, b,    i) {
			for (i = 1; i <= nr_labels; i++)
				if (labels[i] != b && below(labels[i], upper))
					return 0
			for (i = 1; i <= nr_found; i++)
				if (found[i] != a && below(found[i], upper))
					return 0
			return 1
		}
		FILENAME ~ /labels$/ { labels[++nr_labels] = $1; next }
		{ found[++nr_found] = $1; why[nr_found] = $2 "  " $3 }
		END {
			for (i = 1; i <= nr_found; i++)
				for (j = 1; j <= nr_labels; j++)
					if (found[i] == labels[j])
						right[i] = met[j] = 1
			for (i = 1; i <= nr_found; i++)
				for (j = 1; j <= nr_labels && !right[i]; j++) {
					if (met[j])
						continue
					if (below(found[i], labels[j]) && alone(labels[j], found[i], labels[j]) ||
					    below(labels[j], found[i]) && alone(found[i], found[i], labels[j]))
						right[i] = met[j] = 1
				}
			for (i = 1; i <= nr_found; i++) {
				nr_right += right[i]
				if (!right[i])
					print "wrong\t" name "\t" found[i] "\t" why[i]
			}
			for (j = 1; j <= nr_labels; j++)
				if (!met[j]) {
					nr_missed++
					print "missed\t" name "\t" labels[j]
				}
			print "sum\t" name "\t" nr_right + 0 "\t" nr_found - nr_right + 0 "\t" nr_missed + 0
		}' "$work/labels" "$work/found" >>"$work/rows"
done

awk -F'\t' '
	function percent(a, b) { return b ? sprintf("%5.1f", 100 * a / b) : "    -" }
	function row(name, right, wrong, missed) {
		printf "%-50s %6d %6d %6d %9s %9s\n", name, right, wrong, missed,
			percent(right, right + wrong), percent(right, right + missed)
	}
	BEGIN { printf "%-50s %6s %6s %6s %9s %9s\n", "repository", "right", "wrong", "missed", "precision", "recall" }
	$1 == "sum" {
		row($2, $3, $4, $5)
		right += $3; wrong += $4; missed += $5
		whole += !$4 && !$5; nr++
	}
	END {
		row("all", right, wrong, missed)
		printf "%d of %d repositories right in every row\n", whole, nr
	}' "$work/rows"
echo
echo "wrong rows:"
grep -E '^(wrong|missed)' "$work/rows" || echo "none"
echo
sort -t "$(printf '\t')" -k2,2n "$work/cost" | awk -F'\t' '
	{ opened[NR] = $2; all += $2; files += $3; ms[NR] = $4; name[NR] = $1; if ($4 > most) { most = $4; slow = $1 } }
	END {
		printf "files opened: median %d, at most %d (%s), %d of %d in all; at most %d ms (%s)\n",
			opened[int((NR + 1) / 2)], opened[NR], name[NR], all, files, most, slow
	}'
