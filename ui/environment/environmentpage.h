#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdesk.h"
#include "ui/shell/page.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace bouncepro {

class Banner;
class Button;
class Card;
class ChangesCard;
class EmptyState;
class EnvironmentApply;
class EnvironmentText;
class ErrorState;
class FindingsCard;
class KeyCard;
class KeyTools;
class LoadingBars;
class PageHead;
class RowList;
class Segmented;
class Split;

/// The environment files of one server: keys by group or the text, what is wrong, what was edited, and the way to the
/// server. Edits stay on the desk when the page is left.
class EnvironmentPage : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentPage(ServerDesk &desk, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum View { Keys, TextOfFile };
    void makeHead();
    KeyTools *makeTools();
    QWidget *makeLeft();
    QWidget *makeRight();
    void addShortcuts();
    EnvironmentEditor &editor() const;
    void chooseFile(int index);
    void chooseView(int view);
    void jump(const QString &key, int line);
    void select(const QString &key);
    void readIfDue();
    void show();
    void showHead();
    void showCounts();
    void showBanners();
    void addKey();
    void generate(const QString &key);
    void rotate(const QString &key);
    void showHistory();
    void settle();
    void discard();
    void apply();
    void undo();
    void redo();
    bool isConnected() const;
    /// Why nothing can be applied now; empty: it can.
    QString blockedReason() const;

    ServerDesk &m_desk;
    EnvironmentDesk &m_environment;
    EnvironmentFilter m_filter;
    int m_file = 0;
    QString m_wanted; // a key that is on its way into the list
    std::optional<Error> m_refused;
    QTimer m_clock;
    bool m_hasAsked = false;

    PageHead *m_head;
    Segmented *m_views;
    Button *m_again, *m_add, *m_history, *m_effective;
    KeyTools *m_tools;
    Banner *m_conflict, *m_notice;
    ErrorState *m_error;
    EmptyState *m_empty;
    LoadingBars *m_loading;
    Split *m_content;
    QStackedWidget *m_stack;
    Card *m_list;
    RowList *m_rows;
    EmptyState *m_none;
    EnvironmentText *m_text;
    KeyCard *m_key;
    FindingsCard *m_findings;
    ChangesCard *m_changes;
    EnvironmentApply *m_apply;
};

/// The page of the capability "environment".
Page environmentPage();

} // namespace bouncepro
