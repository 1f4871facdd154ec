// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { withPayload } from '@payloadcms/next/withPayload';

export default withPayload(
  {
    output: 'standalone',
    webpack: (config) => {
      config.resolve.extensionAlias = { '.js': ['.ts', '.tsx', '.js'] };
      return config;
    },
  },
  { devBundleServerPackages: false },
);
