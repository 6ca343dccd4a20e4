# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Sample quality against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'CIFAR-10: samplers at 5 to 1000 evaluations' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'fd[cifar10-classifier]   (lower is better); hollow: N = 1000, else 2000' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
5 333.0248 333.0248 333.0248
10 286.25523 286.25523 286.25523
20 243.51901 243.51901 243.51901
50 193.75728 193.75728 193.75728

100 189.51167 189.51167 189.51167
1000 183.12446 183.12446 183.12446
EOD
$c1 << EOD
5 490.64976 490.64976 490.64976
10 418.73089 418.73089 418.73089
20 306.11021 306.11021 306.11021
50 232.93729 232.93729 232.93729

100 209.35486 209.35486 209.35486
1000 185.96743 185.96743 185.96743
EOD
$c2 << EOD
5 334.42085 334.42085 334.42085
10 253.83971 253.83971 253.83971
20 203.64821 203.64821 203.64821
50 180.11987 180.11987 180.11987

100 176.39663 176.39663 176.39663
EOD
$c3 << EOD
4 540.79352 540.79352 540.79352
10 172.08842 172.08842 172.08842
20 158.93273 158.93273 158.93273
50 165.76338 165.76338 165.76338

100 170.18346 170.18346 170.18346
EOD
$c4 << EOD
5 206.51096 206.51096 206.51096
10 175.35735 175.35735 175.35735
20 168.59434 168.59434 168.59434
50 167.61986 167.61986 167.61986

100 170.25525 170.25525 170.25525
EOD
$c5 << EOD
7 379.50232 379.50232 379.50232
19 244.05314 244.05314 244.05314
49 168.17097 168.17097 168.17097

97 169.78853 169.78853 169.78853
EOD
$marks << EOD
100 189.51167 7 6 0x000000
1000 183.12446 7 6 0x000000
100 209.35486 5 4 0xD55E00
1000 185.96743 5 4 0xD55E00
100 176.39663 9 8 0x009E73
100 170.18346 11 10 0xCC79A7
100 170.25525 7 6 0x0072B2
97 169.78853 15 14 0x56B4E9
EOD
set lmargin at screen 0.100
set rmargin at screen 0.694
set bmargin at screen 0.1488
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set logscale y
set ytics ('150' 150, '200' 200, '300' 300, '500' 500)
set logscale x
set xtics ('10' 10, '30' 30, '100' 100, '300' 300, '1000' 1000)
set xrange [3.2073207:1247.1469]
set yrange [138.20238:621.91255]
set arrow from graph 1.02, graph 0.2441 to graph 1.085, graph 0.2441 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'euler_maruyama' at graph 1.1, graph 0.2441 left noenhanced font ',14' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.2441 point pt 7 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.3001 to graph 1.085, graph 0.3001 nohead linecolor rgb '#D55E00' linewidth 2 dashtype 1
set label 'ddpm_ancestral' at graph 1.1, graph 0.3001 left noenhanced font ',14' textcolor rgb '#D55E00'
set label '' at graph 1.0525, graph 0.3001 point pt 5 ps 0.8 lc rgb '#D55E00'
set arrow from graph 1.02, graph 0.1881 to graph 1.085, graph 0.1881 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'ddim' at graph 1.1, graph 0.1881 left noenhanced font ',14' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.1881 point pt 9 ps 0.8 lc rgb '#009E73'
set arrow from graph 1.02, graph 0.0761 to graph 1.085, graph 0.0761 nohead linecolor rgb '#CC79A7' linewidth 2 dashtype 1
set label 'heun' at graph 1.1, graph 0.0761 left noenhanced font ',14' textcolor rgb '#CC79A7'
set label '' at graph 1.0525, graph 0.0761 point pt 11 ps 0.8 lc rgb '#CC79A7'
set arrow from graph 1.02, graph 0.1321 to graph 1.085, graph 0.1321 nohead linecolor rgb '#0072B2' linewidth 2 dashtype 1
set label 'dpmpp_2m' at graph 1.1, graph 0.1321 left noenhanced font ',14' textcolor rgb '#0072B2'
set label '' at graph 1.0525, graph 0.1321 point pt 7 ps 0.8 lc rgb '#0072B2'
set arrow from graph 1.02, graph 0.0201 to graph 1.085, graph 0.0201 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.0201 left noenhanced font ',14' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.0201 point pt 15 ps 0.8 lc rgb '#56B4E9'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'quality.svg'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'quality.png'
plot $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 using 1:2 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c3 using 1:2 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c4 using 1:2 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c5 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $marks using 1:2:3 with points pointtype variable pointsize 1.05 linecolor rgb '#ffffff', \
     $marks using 1:2:4:5 with points pointtype variable pointsize 0.9 linecolor rgb variable
unset output
