/* Pages that are opened from a disk may start no worker: the search runs in a hidden frame there, which it knows by the name of this class. */
if (location.protocol === "file:") {
  const inside = `
    postMessage = (data) => parent.postMessage(data, "*");
    importScripts = (...addresses) => addresses.reduce((before, address) => before.then(() => new Promise((loaded) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = loaded;
      document.body.append(script);
    })), Promise.resolve());`;
  window.IFrameWorker = window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      const page = this.frame.contentDocument;
      page.open();
      page.write(`<body><script>${inside}</` + `script><script src="${address}"></` + "script></body>");
      page.close();
      this.ready = new Promise((resolve) => { this.frame.contentWindow.onload = resolve; });
      addEventListener("message", (event) => {
        if (event.source !== this.frame.contentWindow) return;
        this.dispatchEvent(new MessageEvent("message", { data: event.data }));
        if (this.onmessage) this.onmessage(event);
      });
    }
    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })));
    }
    terminate() {
      this.frame.remove();
    }
  };
}
