<map version="1.0.1">
<node TEXT="在全县农村工作会议上的讲话">
<node TEXT="一是粮食生产再获丰收">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="二是乡村面貌持续改善">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="三是农民收入较快增长">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="一、坚守底线,抓紧抓好粮食生产">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二、突出重点,加快发展乡村产业">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="第一,做强特色产业">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="第二,做活乡村旅游">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="三、压实责任,切实加强组织领导">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="一要加强领导">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二要强化投入">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="三要严格考核">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
</node>
</map>
