// The query page: YASGUI's editor and result views on the form that the server wrote.
import Yasgui from "@zazuko/yasgui";

console.debug(Yasgui.name);
