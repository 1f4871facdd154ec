// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may come in by address. node:net has CIDR for both families and is strict where packages read 010.0.0.1 and 10.1.
import { BlockList, isIP } from 'node:net';

// The address as it is compared: without zone, and IPv4 as IPv4 where a dual-stack socket wrote it into IPv6.
export function plainIp(text: string): string | undefined {
  const address = text.trim().replace(/%[\w.-]*$/, '').toLowerCase();
  const mapped = /^(?:::|(?:0{1,4}:){5})ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  const hex = /^(?:::|(?:0{1,4}:){5})ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address);
  const quad = hex?.slice(1).flatMap((word) => [parseInt(word, 16) >> 8, parseInt(word, 16) & 255]).join('.');
  const plain = mapped ?? quad ?? address;
  return isIP(plain) ? plain : undefined;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

export class IpAllowlist {
  private readonly list = new BlockList();

  // Addresses and networks (192.0.2.0/24, 2001:db8::/32), as a list or as one text with commas or blanks between. An empty
  // list lets nobody in. Throws on an entry that is neither: a list that is read half locks out, or lets in, the wrong ones.
  constructor(entries: string | readonly string[]) {
    for (const entry of typeof entries === 'string' ? entries.split(/[\s,]+/).filter(Boolean) : entries) this.add(entry.trim());
  }

  allows(address: string | undefined): boolean {
    const ip = plainIp(address ?? '');
    return ip !== undefined && this.list.check(ip, familyOf(ip));
  }

  private add(entry: string): void {
    const [text = '', length, ...more] = entry.split('/');
    const ip = plainIp(text);
    const bits = ip === undefined ? 0 : familyOf(ip) === 'ipv4' ? 32 : 128;
    // Of a network of IPv4 in IPv6 the last 32 bits count.
    const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) - (bits === 32 && text.includes(':') ? 96 : 0) : -1;
    if (ip === undefined || more.length > 0 || prefix < 0 || prefix > bits) {
      throw new Error(`IP allow-list: "${entry.slice(0, 60)}" is neither an address nor a network; write for example 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32`);
    }
    this.list.addSubnet(ip, prefix, familyOf(ip));
  }
}

// Whose request it is. X-Forwarded-For is read from its end, and only as far as trusted proxies wrote it: what stands
// before, anyone may have sent. Undefined where the chain holds something that is no address.
export function clientIp(remoteAddress: string | undefined, forwardedFor: string | null | undefined, trusted: IpAllowlist): string | undefined {
  let client = plainIp(remoteAddress ?? '');
  for (const hop of (forwardedFor ?? '').slice(-2000).split(',').reverse()) {
    if (hop.trim() === '' || client === undefined || !trusted.allows(client)) break;
    client = plainIp(hop);
  }
  return client;
}
