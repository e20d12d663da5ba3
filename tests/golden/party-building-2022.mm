<map version="1.0.1">
<node TEXT="在局机关2022年党建领导小组工作会议上的讲话">
<node TEXT="一是“四个意识”更加牢固">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="二是干部队伍更具活力">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="三是基层基础更为坚实">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="四是从政环境更显清明">
<attribute NAME="part" VALUE="review"/>
</node>
<node TEXT="一是抓党建与业务融合意识需要进一步强化">
<attribute NAME="part" VALUE="problems"/>
</node>
<node TEXT="二是部分党委(党支部)抓党建工作效率低效果差的问题依然存在">
<attribute NAME="part" VALUE="problems"/>
</node>
<node TEXT="三是党务干部队伍不专不精影响党建工作开展较为严重">
<attribute NAME="part" VALUE="problems"/>
</node>
<node TEXT="一、要深入学习贯彻习近平总书记管党治党思想和中央、省委、市委部署要求,推动全面从严治党向纵深发展">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二、要把握关键要点,全面提升党建工作水平">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="第一,贯穿一条主线,切实抓好迎接宣传贯彻党的二十大各项工作">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="一是要高质量做好中央和国家机关出席党的二十大代表选举工作">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二是要抓好宣传引导工作">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="三是要认真学习宣传贯彻党的二十大精神">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="第二,突出一个重点,扎实推进党史学习教育常态化制度化">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="一是要抓实日常学习教育">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二是要发挥“关键少数”带动绝大多数的示范作用">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="三是要切实压实主体责任">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="第三,抓好一个载体,持续加强基层党建工作">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="三、强化责任落实,努力推动局机关党建工作再上新水平">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="一是要强化主体责任">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二要层层传导压力">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="三要严格考核问责">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
</node>
</map>
