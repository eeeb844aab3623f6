#compdef git-done
# git-done completion for zsh: eval "$(git-done completion zsh)"
# zsh's completion of git calls _git-done for 'git done'.
_git-done() {
	local line
	local -a found
	for line in ${(f)"$(git-done completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
		case $line in
		:refs)
			compset -P '--*=' || true
			compset -P '*..' || true
			compadd -- ${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"}
			;;
		:files) _files ;;
		:dirs) _files -/ ;;
		*) found+=("$line") ;;
		esac
	done
	[ ${#found} -eq 0 ] || compadd -- "${found[@]}"
}
compdef _git-done git-done
