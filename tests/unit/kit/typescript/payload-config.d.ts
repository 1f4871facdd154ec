// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The application's configuration, under the name that Payload's own routes import it by.
declare module '@payload-config' {
  const config: Promise<import('payload').SanitizedConfig>;
  export default config;
}
