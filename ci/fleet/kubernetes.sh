#!/bin/sh
# sh kubernetes.sh REVISION: every service of that commit, judged in a cluster; prints the report. Ends with
# 0 where the bar is met, with 1 where it is not or there is no verdict. README.md says what must be there.
set -eu

revision=${1:?the commit to judge}
here=$(dirname "$0")

# Until the job is over, however it ended: its activeDeadlineSeconds bounds that.
await() {
	while :; do
		conditions=$(kubectl get "job/$1" --output 'jsonpath={.status.conditions[*].type}') || exit 1
		case " $conditions " in
		*' Complete '*) return 0 ;;
		*' Failed '*) return 1 ;;
		esac
		sleep 5
	done
}

# Of an earlier run, whose verdict would be read as this one's.
kubectl delete --ignore-not-found --cascade=foreground job/git-done-shards job/git-done-merge configmap/git-done-fleet

kubectl create configmap git-done-fleet \
	--from-literal=SHARDS="$(sed -n 's/^  completions: //p' "$here/kubernetes-shards.yml")" \
	--from-literal=NOW="$(date -u +%F)" \
	--from-literal=RUN="$(date -u +%Y%m%dT%H%M%SZ)-$$" \
	--from-literal=REVISION="$revision"

kubectl apply -f "$here/kubernetes-shards.yml"
await git-done-shards || echo 'a part could not be judged; what is missing is said below' >&2

kubectl apply -f "$here/kubernetes-merge.yml"
status=0
await git-done-merge || status=1
kubectl logs job/git-done-merge
exit "$status"
