"""Web pages as sites of offices, newspapers and universities build them, made around a text: the truth is known.

The frames are of our own writing; each has what such pages carry around an article: menus, tools, related links, a
footer. ``tests/test_html.py`` reads the samples in all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

MENU = ("首页", "政务公开", "办事服务", "互动交流", "走进临江", "专题专栏", "数据开放")
RELATED = (
    "市政府召开常务会议研究安全生产工作",
    "李建国调研重点项目建设情况",
    "关于做好冬春火灾防控工作的通知",
    "一图读懂：临江市优化营商环境若干措施",
    "全市农村人居环境整治现场会召开",
)
FOOTER = (
    "主办：临江市人民政府办公室　承办：临江市大数据中心",
    "临ICP备00000000号-1　公网安备 00000000000000号　网站标识码：0000000000",
    "版权所有，未经书面授权禁止使用。建议使用1920×1080分辨率浏览",
)


def _links(words: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/a/{n}.html">{word}</a></{tag}>' for n, word in enumerate(words))


def _paragraphs(lines: list[str], attributes: str = "", inner: str = "{}") -> str:
    return "\n".join(f"<p{attributes}>{inner.format(escape(line) or '<br>')}</p>" for line in lines)


def portal(title: str, lines: list[str]) -> str:
    """The article page of a government portal: crumbs, date, tools, a share box, related articles, frames."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)}_领导讲话_临江市人民政府门户网站</title>
<meta name="SiteName" content="临江市人民政府门户网站"><meta name="ArticleTitle" content="{escape(title)}">
<meta name="PubDate" content="2022-03-01 10:15"><meta name="ContentSource" content="市政府办公室">
<style>.shuzi{{display:none}} .editor span{{margin-right:20px}}</style>
<script>var a = "<p>不是正文，不应读出。</p>";</script></head>
<body><div class="share-popup"><h6>分享到：</h6><ul><li><a>QQ空间</a></li><li><a>豆瓣网</a></li></ul></div>
<div class="header"><div class="logo"><a href="/">临江市人民政府</a></div><ul class="nav">{_links(MENU)}</ul>
<form action="/search"><input name="q" value="请输入关键字"><select><option>全部</option><option>标题</option></select>
<button>搜索</button></form></div>
<div class="main"><div class="BreadcrumbNav"><a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/zwgk">政务公开</a>&nbsp;&gt;&nbsp;领导讲话</div>
<div class="article oneColumn"><h1>
   {escape(title)}
</h1><div class="pages-date">2022-03-01 10:15 <span class="font">来源： 市政府办公室</span>
<div class="pages_print"><span class="font">【字体：<span class="bigger">大</span> <span>中</span> <span>小</span>】</span>
<span class="printIco" onclick="window.print()">打印</span></div></div>
<div class="pages_content" id="UCAP-CONTENT">
{_paragraphs(lines, ' style="text-indent: 2em; font-family: 宋体; font-size: 12pt;"')}
<div style="display:none">隐藏的内容，不应读出。</div></div>
<div class="editor"><span><a href="/jiucuo">【我要纠错】</a></span>责任编辑：王小明</div>
<div id="qr_container">扫一扫在手机打开当前页</div>
<div class="xg-list related"><div class="pannel-title">相关稿件</div><ul>{_links(RELATED)}</ul></div></div></div>
<div class="footer"><p>{"</p><p>".join(FOOTER)}</p></div>
<noscript><p>您的浏览器不支持脚本，请开启后浏览本网站。</p></noscript></body></html>"""


def editor(title: str, lines: list[str]) -> str:
    """A page of a common content system: the text in TRS_Editor, in fonts and spans, beside a list of news."""
    cut = [line[: len(line) // 2] for line in lines]
    inner = "\n".join(
        f'<p align="justify"><font face="仿宋"><span lang="EN-US">　　{escape(half)}</span></font>'
        f"<b><span>{escape(line[len(half) :])}</span></b></p>"
        for half, line in zip(cut, lines, strict=True)
    )
    return f"""<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>{escape(title)} - 临江市教育局</title></head>
<body><div id="top"><table width="1000"><tr><td>今天是2024年6月1日　星期六</td><td>设为首页 | 加入收藏</td></tr></table></div>
<div id="menu">{_links(MENU, "span")}</div>
<div class="left"><h3>最新动态</h3><ul>{_links(RELATED)}</ul></div>
<div class="right"><div class="wz">您现在的位置：<a href="/">首页</a> &gt;&gt; <a href="/x">领导讲话</a> &gt;&gt; 正文</div>
<div class="title">{escape(title)}</div>
<div class="info">发布时间：2022-03-01　　来源：办公室　　作者：　　浏览次数：<span id="hits">128</span>　　【打印】【关闭】</div>
<div id="zoom"><div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{line-height:2}}</style>
<div class="Custom_UnionStyle">{inner}</div></div></div>
<div class="fj">相关附件：<a href="/f/1.doc">附件下载.doc</a></div>
<div class="page">上一篇：<a href="/1">{RELATED[0]}</a><br/>下一篇：<a href="/2">{RELATED[1]}</a></div></div>
<div id="foot"><table align="center"><tr><td>{"<br/>".join(FOOTER)}</td></tr></table></div></body></html>"""


def tables(title: str, lines: list[str]) -> str:
    """An old page laid out by tables, the whole in a form, the text parted by <br> and indented by &nbsp;."""
    inner = "<br>\r\n".join("&nbsp;&nbsp;&nbsp;&nbsp;" + escape(line) if line else "" for line in lines)
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>{escape(title)}</TITLE></HEAD>
<BODY bgColor=#ffffff><FORM id=form1 method=post action=show.aspx><input type=hidden name=__VIEWSTATE value="/wEPDwUK">
<TABLE width=780 align=center><TR><TD colSpan=2><IMG src="top.gif"></TD></TR>
<TR>{_links(MENU, "TD")}</TR></TABLE>
<TABLE width=780 align=center><TR><TD width=180 vAlign=top><TABLE>
{"".join(f"<TR><TD>·</TD><TD><A href=a.asp?id={n}>{word}</A></TD></TR>" for n, word in enumerate(RELATED))}
</TABLE></TD><TD vAlign=top><TABLE width="96%"><TR><TD align=center><FONT size=5><B>{escape(title)}</B></FONT></TD></TR>
<TR><TD align=center>作者：佚名　文章来源：本站原创　点击数：<script src=hits.asp></script>　更新时间：2022-3-1</TD></TR>
<TR><TD class=content>{inner}</TD></TR>
<TR><TD align=right>【<A href="javascript:window.print()">打印本页</A>】【<A href="javascript:window.close()">关闭窗口</A>】</TD></TR>
</TABLE></TD></TR></TABLE><TABLE width=780 align=center><TR><TD>{"<BR>".join(FOOTER)}</TD></TR></TABLE></FORM></BODY></HTML>"""


def newspaper(title: str, lines: list[str]) -> str:
    """An article of a newspaper's site: the head in several lines, editor in brackets, hot news with abstracts beside."""
    hot = "".join(
        f'<li><h4><a href="/n">{word}</a></h4><p>{word}，会议强调要抓好落实。<a href="/n">[详细]</a></p></li>'
        for word in RELATED
    )
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html;charset=GB2312"/>
<title>{escape(title)}--时政--江城网</title><meta name="publishdate" content="2022-03-01"><meta name="author" content="104665">
<meta name="source" content="来源：江城日报"></head><body>
<div class="rm_nav"><div class="layout">{_links(MENU, "span")}</div></div>
<div class="layout rm_txt"><div class="col col-1"><div class="path">江城网&gt;&gt;<a href="/">时政</a></div>
<h1>{escape(title)}</h1><div class="author"></div>
<div class="channel">2022年03月01日06:12 | 来源：<a href="/jcrb">江城日报</a></div>
<div class="sharebar"><span>小字号</span><a>分享</a></div>
<div class="rm_txt_con">{_paragraphs(["　　" + line if line else "" for line in lines])}
<div class="zdfy"></div><div class="edit cf">(责编：李明、赵芳)</div></div>
<div class="txt_weibo"><p>关注公众号：江城网时政</p></div>
<div class="rm_relevant"><h2>相关新闻</h2><ul>{_links(RELATED)}</ul></div></div>
<div class="col col-2"><h3>热门排行</h3><ul>{hot}</ul></div></div>
<div class="copyright"><p>江 城 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用</p><p>Copyright © 2000-2022 by jiangcheng.example. all rights reserved</p></div>
</body></html>"""


def messenger(title: str, lines: list[str]) -> str:
    """An article of a messenger's public account: sections in sections, the text invisible until a script has run."""
    inner = "".join(
        f'<section style="margin: 0px 8px;"><section><p style="text-indent: 2em;"><span style="font-size: 15px;">'
        f"{escape(line) or '<br/>'}</span></p></section></section>"
        for line in lines
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><meta property="og:title" content="{escape(title)}">
<meta property="article:author" content="临江发布"></head><body id="activity-detail" class="zh_CN">
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content"><div id="img-content">
<h1 class="rich_media_title" id="activity-name">
{escape(title)}
</h1><div id="meta_content"><span class="rich_media_meta">原创</span><span><a href="javascript:void(0);" id="js_name">临江发布</a></span>
<em id="publish_time">2022-03-01 18:30</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">{inner}
<p style="display: none;"><mp-style-type data-value="3"></mp-style-type></p></div></div></div>
<div class="rich_media_tool"><a>阅读原文</a><span>阅读</span><span>赞</span><span>在看</span></div></div></div>
<div id="js_pc_qr_code"><p>微信扫一扫<br>关注该公众号</p></div></body></html>"""


def university(title: str, lines: list[str]) -> str:
    """A page of a university: <article> in <main>, menus in lists of lists, headings as h2 to h4 left as paragraphs."""
    menu = "".join(f'<li><a href="/{n}">{word}</a><ul>{_links(RELATED[:3])}</ul></li>' for n, word in enumerate(MENU))
    return f"""<!doctype html><html lang=zh><head><meta charset=utf-8><title>{escape(title)}-江城大学新闻网</title>
<meta name=description content="江城大学"></head><body><header><nav><ul>{menu}</ul></nav></header>
<aside><h3>校园快讯</h3><ul>{_links(RELATED)}</ul></aside>
<main><div class="crumb">首页 / 校长讲话 / 正文</div><article><header><h1>{escape(title)}</h1>
<p class="meta"><span>发布者：宣传部</span><span>发布时间：2022-03-01</span><span>浏览次数：<i>356</i></span></p></header>
<div class="entry"><div class="wp_articlecontent">
{_paragraphs(lines[:2], ' class="p"')}
<div class="Section0">{_paragraphs(lines[2:], ' class="p_text_indent_2"', '<span class="MsoNormal" lang="EN-US">{}</span>')}</div>
</div></div><footer><a href="/tag">标签：讲话</a></footer></article><nav class="post-nav"><a rel=prev href=/1>上一条：{RELATED[2]}</a></nav></main>
<footer><p>{"　".join(FOOTER)}</p></footer></body></html>"""


FRAMES: dict[str, tuple[Callable[[str, list[str]], str], str]] = {
    "portal": (portal, "utf-8"),
    "editor": (editor, "gb18030"),
    "tables": (tables, "gb18030"),
    "newspaper": (newspaper, "gb18030"),
    "messenger": (messenger, "utf-8"),
    "university": (university, "utf-8"),
}
