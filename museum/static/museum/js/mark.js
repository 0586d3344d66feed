// Runs before the first paint, so that our own controls take the place of the browser's without anything jumping.
if ("noModule" in HTMLScriptElement.prototype) document.documentElement.dataset.js = "";
