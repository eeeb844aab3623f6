# git-done completion for fish: git-done completion fish | source
function __git_done_words
	set -l words (commandline -opc)
	set -l current (commandline -ct)
	while set -q words[1]; and not contains -- (string replace -r '.*/' '' -- $words[1]) done git-done
		set -e words[1]
	end
	set -e words[1]
	for line in (git-done completion words -- $words "$current" 2>/dev/null)
		switch $line
			case ':refs'
				set -l prefix (string match -r -- '^(?:--[a-z-]+=)?(?:.*\.\.)?' "$current")
				git for-each-ref --format="$prefix%(refname:short)" 2>/dev/null
			case ':files'
				__fish_complete_path "$current"
			case ':dirs'
				__fish_complete_directories "$current" ''
			case '*'
				echo $line
		end
	end
end
complete -c git-done -f -a '(__git_done_words)'
complete -c git -n '__fish_seen_subcommand_from done' -f -a '(__git_done_words)'
