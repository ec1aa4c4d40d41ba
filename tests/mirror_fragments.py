"""Pieces of Markdown for the laws of the mirror: every construct of CommonMark and GFM, with terms in them.

The terms are `foo`, `bar`, `機械学習`, `学習`, `AI` and `モデル` (see test_mirror_laws).
"""

from __future__ import annotations

INLINE = r"""
foo
foo bar
foo*bar*foo
*foo*
**foo**
***foo***
**foo*bar*モデル**
*foo **bar***
**foo*
*foo bar **foo*
_foo_bar_
__foo__bar
__foo, __bar__, foo__
foo_bar_
*(*foo)
**foo「bar」**foo
これは**機械学習**です
これは**機械学習モデル**です
**機械**学習と機械**学習**
**主要:**機械学習
**機械学習：**モデル
_機械学習_です
~~foo~~bar
~~~~foo~~~~
~foo~
`foo`
``foo ` bar``
`foo
foo`
`機械学習`の学習
\*foo\*
foo\
\foo
&amp;foo&amp;
&copy;機械学習&nbsp;モデル
f&#111;o
機&#26800;学習
&機械学習;
<b>foo</b>bar
<b>foo
foo</b>
機械<b>学習</b>
<a name="x">foo</a>
<a href="/x">機械学習</a>モデル
<!-- foo -->bar
<!--[[foo-->
<?foo?>
<foo@bar.example>
<https://foo.example/機械学習>
https://foo.example/bar foo
[foo](/bar)
[foo](/bar "foo")
[foo *bar*](</foo bar>)
[foo]
[foo][]
[bar][foo]
[foo][bar
[[foo]]
[[foo|bar]]
[[foo|*bar*]]
[[ foo ]]
[[!foo]]
[[機械学習|この手法]]と学習
[[foo
![foo](/foo.png)
![foo][bar]
[![foo](/x)](/y)
foo[^1]
foo  bar
　機械学習　。
機械　学習
機 械 学 習
AIs
AI-foo
AI/モデル
OpenAI
機械学習モデルの学習
学習foo学習
モデル（foo）
foo (bar)
$foo$
$$foo$$
$foo bar
a $x$ foo $y$
|
foo | bar
foo \| bar
\\
"foo" 'bar'
foo — bar
機械学習。学習、モデル
ＡＩとﾓﾃﾞﾙ
{#foo}
#foo
@foo
x^foo^
""".strip("\n").split("\n")

WRAPPED = r"""
機械
学習
foo
foo
*foo
bar*
**機械
学習**
`foo
bar`
foo\
bar
<b
>foo</b>
""".strip("\n").split("\n")

BLOCK = [
    "{}",
    "{}\n{}",
    "{}  \n{}",
    "   {}\n{}",
    "    {}",
    "\t{}",
    "# {}",
    "## {}",
    "## {} ##",
    "## {} | {}   ",
    "### {} #foo",
    "{}\n===",
    "{}\n---",
    "{}\n{}\n---",
    "> {}",
    "> {}\n{}",
    "> {}\n> {}",
    ">{}\n>\n>> {}",
    "> ## {}\n> {}",
    "- {}",
    "- {}\n- {}",
    "- {}\n  {}",
    "- {}\n{}",
    "*\t{}\n\n\t{}",
    "1. {}\n2) {}",
    "10)  {}\n     {}",
    "- > {}\n  > {}",
    "- # {}",
    "- [ ] {}",
    "```\n{}\n```",
    "``` {}\n{}",
    "~~~foo\n{}\n~~~",
    "```math\n{}\n```",
    "$$\n{}\n$$",
    "$$ {} $$",
    "<div>\n{}\n</div>",
    "<div>\n\n{}\n\n</div>",
    "<div>{}",
    "<!-- {} -->",
    "<!-- {}\n{}",
    "<script>\n{}\n</script>",
    "<pre>{}</pre>",
    "<details><summary>{}</summary>\n\n{}\n\n</details>",
    "<b>\n{}",
    "[foo]: /url",
    "[foo]: /url '{}'",
    "[foo]:\n{}",
    "[bar]: <foo bar>\n{}",
    "[foo]: {}",
    "[^1]: {}",
    "[^1]: {}\n\n    {}",
    "| {} | {} |\n|---|---|\n| {} | {} |",
    "{} | {}\n--- | :-:\n{} | {}\n{}",
    "> | {} |\n> | --- |\n> | {} |",
    "- | {} |\n  | --- |\n  | {} | {} |",
    "| {} |\n|---|---|",
    "***",
    "---",
    "---\ntitle: {}\n---",
    "+++",
    "",
]

TEXT = "fobar 機械学習モデルAIの\n\n\r\t*_`[]()<>!#-+=|\\&;:.\"'$~^{}@/0123456789　。、\ufeff\u200b\x00\x0c"
"""Characters for text at random."""
