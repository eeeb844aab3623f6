# For tests that ask other people's programs: `load tools` after helper. What is not here is skipped, and the test
# says how to get it; under CI it fails, for a test that never runs guards nothing.

done_in_ci=${CI:-}
export DONE_TOOLS=${DONE_TOOLS:-${GIT_DONE_SOURCE:-.}/build/tools}
tools=$DONE_TOOLS/node_modules

# lacks WHAT HOW
lacks() {
	[ -z "$done_in_ci" ] || fail "$1 is not here, and this is CI: $2"
	skip "$1 is not here: $2"
}

# tool PROGRAM...: each is in PATH.
tool() {
	local name
	for name; do
		command -v "$name" >/dev/null 2>&1 || lacks "$name" 'sh ci/packages.sh tools'
	done
}

# npm_tool PACKAGE...: each is installed, and node to run it.
npm_tool() {
	local name
	tool node
	for name; do
		[ -e "$tools/$name/package.json" ] || lacks "$name" 'sh tests/tools/install.sh'
	done
}

# python_with MODULE: the Python that has it, in $python. A python3 of one's own may hide the system's.
python_with() {
	for python in python3 /usr/bin/python3; do
		"$python" -c "import $1" 2>/dev/null && return
	done
	lacks "python3 with $1" 'sh ci/packages.sh tools'
}
