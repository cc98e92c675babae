export interface HostCalls {
  /** Makes a call as the window would; throws where it is refused. */
  call<Value>(name: string, input: unknown): Promise<Value>;
  /** The cookie that the host ties to whoever calls first: a page that is to go on calling needs it. */
  cookie(): { name: string; value: string; url: string };
}

/** The calls of a preview host that no page has been opened on yet. */
export function hostCalls(url: string): HostCalls {
  const { origin, hash } = new URL(url);
  const token = hash.replace('#token=', '');
  let cookie = '';
  return {
    async call(name, input) {
      // A connection of its own each time: one kept open is reset when the host was busy past its keep-alive time.
      const answer = await fetch(`${origin}/call`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-vsk-token': token, cookie, connection: 'close' },
        body: JSON.stringify({ name, input }),
      });
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      const reply = (await answer.json()) as { ok: boolean; value: never };
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply)}`);
      return reply.value;
    },
    cookie() {
      const [name = '', value = ''] = cookie.split('=');
      return { name, value, url: origin };
    },
  };
}
