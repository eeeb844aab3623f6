# git-done completion for bash: eval "$(git-done completion bash)"
# git's own completion calls _git_done for 'git done'; older bash (macOS) reads this, too.
_git_done() {
	local at=1 word line from prefix=
	while [ "$at" -lt "$COMP_CWORD" ]; do
		case ${COMP_WORDS[at - 1]##*/} in done | git-done) break ;; esac
		at=$((at + 1))
	done
	word=${COMP_WORDS[COMP_CWORD]}
	COMPREPLY=()
	while IFS= read -r line; do
		case $line in
		:refs)
			[ "$word" = = ] && word=
			case $word in *..*) prefix=${word%"${word##*..}"} ;; esac
			while IFS= read -r from; do
				case $prefix$from in "$word"*) COMPREPLY+=("$prefix$from") ;; esac
			done < <(git for-each-ref --format='%(refname:short)' 2>/dev/null)
			;;
		:files | :dirs)
			[ "$line" = :dirs ] && line=-d || line=-f
			compopt -o filenames 2>/dev/null
			while IFS= read -r from; do COMPREPLY+=("$from"); done < <(compgen "$line" -- "$word")
			;;
		*:*)
			# Bash takes what follows the colon for a word of its own.
			case ${COMP_WORDS[COMP_CWORD - 1]} in :) line=${line#*:} ;; esac
			COMPREPLY+=("$line")
			;;
		*) COMPREPLY+=("$line") ;;
		esac
	done < <(git-done completion words -- "${COMP_WORDS[@]:at:COMP_CWORD-at+1}" 2>/dev/null)
}
complete -F _git_done git-done
