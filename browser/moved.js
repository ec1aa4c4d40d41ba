// A refresh leaves the part after # behind, and with it the entry that an old link meant.

const refresh = document.querySelector('meta[http-equiv="refresh"]');
const target = refresh instanceof HTMLMetaElement && refresh.content.split("url=")[1];
if (target && location.hash) location.replace(target + location.hash);
