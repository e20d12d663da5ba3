<map version="1.0.1">
<node TEXT="区长在全区廉政工作会议上的讲话">
<node TEXT="一、提高认识,切实增强抓好廉政建设的责任感">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="一是新形势的要求">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="二是群众的期盼">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="三是自身建设的需要">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="二、突出重点,扎实推进廉政建设各项工作">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="(一)严明纪律">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="(二)加强监督">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
<node TEXT="三、加强领导,确保廉政建设各项任务落到实处">
<attribute NAME="part" VALUE="requirements"/>
<node TEXT="首先要落实责任">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="其次要强化督查">
<attribute NAME="part" VALUE="requirements"/>
</node>
<node TEXT="最后要严肃问责">
<attribute NAME="part" VALUE="requirements"/>
</node>
</node>
</node>
</map>
