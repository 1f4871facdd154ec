// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All security functions under one name; each group has a file of its own.
export { escapeHtml, removeTags, sanitizeHtml, sanitizeInput } from './security/sanitize.js';
export { validateEmail, validatePassword, validatePhone, type PasswordRule } from './security/validate.js';
export { RateLimiter, rateLimitKey, type RateLimit } from './security/ratelimit.js';
export { createCsrfToken, validateCsrfToken, type CsrfResult } from './security/csrf.js';
export { clientIp, IpAllowlist } from './security/iplist.js';
export { safeFileName, validateUpload, type UploadResult, type UploadRules } from './security/upload.js';
export { generateToken, hashForLogging, isSame } from './security/tokens.js';
