// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/examples.h"

#include <KSyntaxHighlighting/Theme>

#include <QListView>

class QStandardItemModel;

namespace mathtts
{

/*! Cards with formulas to start from; shown while nothing is typed. Arrow keys walk, Return takes. */
class ExampleShelf : public QListView
{
    Q_OBJECT

public:
    explicit ExampleShelf(const std::vector<Example> &examples, QWidget *parent = nullptr);

    void setTheme(const KSyntaxHighlighting::Theme &theme);

Q_SIGNALS:
    void chosen(const QString &latex);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    class Delegate;
    QStandardItemModel *m_model;
    Delegate *m_delegate;
};

} // namespace mathtts
