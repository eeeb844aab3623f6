# Read by the zsh that complete.zsh talks to: prints what would be offered, between marks.
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
	local hit prefix= at=${argv[(i)-p]}
	(( at < $#argv )) && prefix=${argv[at + 1]}
	for hit in "${hits[@]}"; do print -r -- "<HIT>${IPREFIX}${prefix}${hit}</HIT>"; done
	builtin compadd "$@"
}
bindkey "^I" complete-word
finish() { print; print -r -- '<END>' }
zle -N finish
bindkey "^U" finish
# The prompt comes when the line editor reads, and no sooner.
PS1='<READY>'
