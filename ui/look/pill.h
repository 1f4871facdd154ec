#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QWidget>

namespace bouncepro {

/// A state's shape and its word on a tint.
class Pill : public QWidget
{
    Q_OBJECT

public:
    /// An empty text: the state's own word.
    explicit Pill(Mark mark, const QString &text = {}, QWidget *parent = nullptr);
    void set(Mark mark, const QString &text = {});
    QString text() const { return m_text; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark;
    QString m_text;
};

/// A neutral tag: a hash, "2 images".
class Chip : public QWidget
{
    Q_OBJECT

public:
    explicit Chip(const QString &text, const QString &iconName = {}, QWidget *parent = nullptr);
    void setText(const QString &text);
    QString text() const { return m_text; }
    /// For hashes and keys.
    void setMono(bool mono);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    const QString m_icon;
    bool m_isMono = false;
};

/// One key of the keyboard, as it is printed on it.
class KeyCap : public QWidget
{
    Q_OBJECT

public:
    explicit KeyCap(const QString &key, QWidget *parent = nullptr);
    QString text() const { return m_key; }
    QSize sizeHint() const override;
    static void paint(QPainter *painter, const QRectF &rect, const QString &key);
    static double widthOf(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const QString m_key;
};

} // namespace bouncepro
