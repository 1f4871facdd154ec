// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import { APIError, type CollectionConfig } from 'payload';
import { validateUpload } from '../lib/security.js';

const types = ['image/jpeg', 'image/png', 'image/webp'];

export const Media: CollectionConfig = {
  slug: 'media',
  access: { read: () => true },
  upload: { staticDir: 'media', mimeTypes: types, imageSizes: [{ name: 'thumbnail', width: 320 }], adminThumbnail: 'thumbnail' },
  fields: [{ name: 'alt', type: 'text', required: true }],
  hooks: {
    beforeOperation: [
      async ({ req }) => {
        if (!req.file) return;
        const upload = await validateUpload(req.file.name, req.file.data, { types });
        if (!upload.valid) throw new APIError(`This file is not taken: ${upload.reason}`, 400, null, true);
        req.file.name = upload.name;
      },
    ],
  },
};
