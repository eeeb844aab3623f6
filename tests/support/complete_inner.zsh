# Read by the zsh that complete.zsh talks to: prints what would be offered, between marks.
PS1=
autoload -Uz compinit
compinit -u -D
eval "$(git-done completion zsh)"
compadd() {
	local -a hits
	if [[ -n ${argv[(r)-[OAD]]} ]]; then
		builtin compadd "$@"
		return
	fi
	builtin compadd -A hits "$@"
	local hit
	for hit in "${hits[@]}"; do print -r -- "<HIT>${IPREFIX}${hit}</HIT>"; done
	builtin compadd "$@"
}
bindkey "^I" complete-word
finish() { print; print -r -- '<END>' }
zle -N finish
bindkey "^U" finish
print -r -- '<READY>'
