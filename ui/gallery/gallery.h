#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QWidget>

namespace bouncepro {

class Appearance;
class PageScroll;

/// Every component of ui/look in its states, for whoever builds a page, and for pictures.
class Gallery : public QWidget
{
    Q_OBJECT

public:
    explicit Gallery(Appearance &appearance, QWidget *parent = nullptr);
    /// All of it, also what does not fit into the window.
    QPixmap picture() const;

private:
    QWidget *makeBar(Appearance &appearance);
    QWidget *m_page;
};

/// Runs the program with the gallery alone. With a file: writes a picture and ends. Returns the exit code.
int showGallery(Appearance &appearance, const QString &picture);

} // namespace bouncepro
