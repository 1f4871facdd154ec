// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
import type { CollectionConfig } from 'payload';

export const BounceHouses: CollectionConfig = {
  slug: 'bounce-houses',
  admin: { useAsTitle: 'name', defaultColumns: ['name', 'dailyPriceCents', 'photo'] },
  access: { read: () => true },
  fields: [
    { name: 'name', type: 'text', required: true },
    { name: 'slug', type: 'text', required: true, unique: true, index: true },
    { name: 'dailyPriceCents', type: 'number', required: true, min: 0 },
    { name: 'photo', type: 'upload', relationTo: 'media' },
    { name: 'description', type: 'richText' },
  ],
};
