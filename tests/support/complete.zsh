# zsh -f complete.zsh LINE: what zsh offers at the end of LINE, one a line. Completion needs a terminal: zpty is one.
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "source ${(q)0:A:h}/complete_inner.zsh"
zpty -r inner before '*<READY>*'
zpty -n -w inner "$1"$'\t\x15'
zpty -r inner out '*<END>*'
print -r -- "$out" | tr -d '\r' | sed -n 's/.*<HIT>\(.*\)<\/HIT>.*/\1/p'
zpty -d inner
